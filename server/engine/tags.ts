/** Throws a `TypeError` for tags that are not an object of strings. */
export function assertTags(tags: Record<string, string> | undefined): void {
  if (tags === undefined) return;
  const isRecord = typeof tags === 'object' && tags !== null && !Array.isArray(tags);
  if (isRecord && Object.entries(tags).every(([name, value]) => name !== '' && typeof value === 'string')) return;
  throw new TypeError('tags is an object whose values are strings.');
}

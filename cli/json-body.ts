/** A JSON object of these fields, and one more whose value is JSON text already. Fields without a value are left out. */
export function jsonBody(fields: object, name?: string, text?: string): string {
  const known = JSON.stringify(fields);
  if (name === undefined || text === undefined) return known;
  const comma = known === '{}' ? '' : ',';
  return `${known.slice(0, -1)}${comma}${JSON.stringify(name)}:${text}}`;
}

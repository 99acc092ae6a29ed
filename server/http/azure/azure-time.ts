/** A moment with a precision of seconds: `2018-02-28T05:18:49Z`. */
export function toSeconds(moment: Date | string): string {
  return `${(typeof moment === 'string' ? moment : moment.toISOString()).slice(0, 19)}Z`;
}

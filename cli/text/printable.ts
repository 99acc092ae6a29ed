/** What moves the cursor, colours, or hides text in a terminal: control characters, and those that turn the direction. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The text without anything that a terminal would obey; tabs and line ends are spaces. */
export function printable(text: string): string {
  return text.replaceAll(/[\t\r\n]+/g, ' ').replaceAll(UNSEEN, '\uFFFD');
}

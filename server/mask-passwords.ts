/** `user:password@` of a URL. Those of databases are often written with characters that a URL would escape. */
const OF_DATABASES = /(\bpostgres(?:ql)?:\/\/[^\s:/?#@"\\]*):[^\s"\\]+@/gi;
const OF_OTHERS = /(\b[a-z][a-z\d+.-]*:\/\/[^\s:/?#@"\\]*):(?!\*\*\*@)[^\s@/"\\]+@/gi;

/** The text without the passwords of the URLs in it. */
export function maskPasswords(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(OF_DATABASES, '$1:***@').replace(OF_OTHERS, '$1:***@');
}

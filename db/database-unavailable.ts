/** The database cannot be used. The message is one sentence for people: what is wrong, and what to do about it. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

const NAME = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

/** Throws a `TypeError` for a name that no store could hold. */
export function assertName(name: string, what: string): void {
  if (typeof name === 'string' && NAME.test(name)) return;
  throw new TypeError(`${what} needs a name of 1 to 256 characters, none of them a control character.`);
}

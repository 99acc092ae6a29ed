/** What options are given as: checked before anything is sent. */
import { InvalidArgumentError } from 'commander';
import type { z } from 'zod';

/** The server's address, ending with a slash. */
export function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new InvalidArgumentError('Give an address such as http://localhost:7071.');
  }
  if (url.username !== '' || url.password !== '') throw new InvalidArgumentError('It holds no user and password.');
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}

export function positiveInteger(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1.');
}

/** One `key=value` more. */
export function tag(text: string, tags: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Give a tag as key=value.');
  return { ...tags, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Values from a comma-separated list or from several options, spelled as they are, whatever the case they came in. */
export function oneOf<const Value extends string>(values: readonly Value[]) {
  return (text: string, before: readonly Value[] = []): Value[] => {
    const found = text.split(',').map((part) => {
      const value = values.find((known) => known.toLowerCase() === part.trim().toLowerCase());
      if (value === undefined) throw new InvalidArgumentError(`Give one or more of ${values.join(', ')}.`);
      return value;
    });
    return [...new Set([...before, ...found])];
  };
}

/** Text that fits a schema of the contract. */
export function fitting(schema: z.ZodType<string>) {
  return (text: string): string => {
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'It is not valid.');
  };
}

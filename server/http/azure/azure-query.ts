/** A query string as the extension reads it: keys without case, and nothing where a value does not parse. */
export type AzureQuery = {
  text(name: string): string | undefined;
  /** The values of a parameter that may be repeated or hold a list with commas. */
  list(name: string): string[];
  flag(name: string, fallback: boolean): boolean;
  /** A number that is not negative, such as `1.5`. */
  number(name: string): number | undefined;
  /** A whole number from 1. */
  count(name: string): number | undefined;
  /** A moment in ISO 8601, in UTC where it names no zone; given back in UTC. */
  time(name: string): string | undefined;
};

/** The query of a URL. */
export function readAzureQuery(url: string): AzureQuery {
  const { searchParams } = new URL(url);
  const valuesOf = (name: string): string[] =>
    [...searchParams].flatMap(([key, value]) => (key.toLowerCase() === name.toLowerCase() ? [value] : []));
  const text = (name: string): string | undefined => valuesOf(name)[0];
  return {
    text,
    list: (name) => valuesOf(name).flatMap((value) => value.split(',').map((item) => item.trim())),
    flag: (name, fallback) => toFlag(text(name) ?? '') ?? fallback,
    number: (name) => toNumber(text(name) ?? ''),
    count: (name) => toCount(text(name) ?? ''),
    time: (name) => toTime(text(name) ?? ''),
  };
}

function toFlag(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return word === 'true' || (word === 'false' ? false : undefined);
}

function toNumber(text: string): number | undefined {
  return /^\s*\d{1,9}(\.\d{1,9})?\s*$/.test(text) ? Number(text) : undefined;
}

function toCount(text: string): number | undefined {
  const count = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : 0;
  return count > 0 ? count : undefined;
}

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/i;

function toTime(text: string): string | undefined {
  const match = MOMENT.exec(text);
  if (match === null) return undefined;
  const [, day, time = '00:00', zone = 'Z'] = match;
  const moment = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

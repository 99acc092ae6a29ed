/** Values as JSON text. An absent value is null, so that `null` itself, `0`, `false` and `""` survive. */
import type { Payload } from './history';

/** Serialises a value. Throws a `TypeError` that names `what` where JSON cannot hold it. */
export function serialize(value: unknown, what: string): Payload {
  if (value === undefined) return null;
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new TypeError(`${what} cannot be written as JSON: ${reason}`);
  }
  if (text === undefined) throw new TypeError(`${what} is of type ${typeof value}, which JSON cannot hold.`);
  return text;
}

/** The value of a payload that `serialize` wrote; undefined for an absent one. */
export function deserialize(payload: Payload): unknown {
  return payload === null ? undefined : JSON.parse(payload);
}

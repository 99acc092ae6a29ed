const HEAD = 8;
const TAIL = 4;
const WHOLE_MAX = 18;

/** An id with its middle left out, where it is long: `8f3c12aa…91b2`. */
export function shortId(id: string): string {
  return id.length <= WHOLE_MAX ? id : `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`;
}

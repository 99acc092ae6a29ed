/**
 * What a process takes in at most. What goes beyond is refused with the limit's name, and changes nothing.
 *
 * L1. They are set once, as the process starts, before anything is taken in. Next compiles its instrumentation and its
 *     route handlers as separate module graphs, so they live on `globalThis`. The browser has the defaults.
 */
export type Limits = {
  /** Bytes of a request's body, counted as they arrive. */
  bodyBytes: number;
  /** How long a body may take to arrive, in milliseconds. */
  bodyTimeoutMs: number;
  /** Arrays and objects within each other in a request's JSON. */
  jsonDepth: number;
  /** Keys of one object in it. */
  jsonKeys: number;
  /** Values in it altogether. */
  jsonNodes: number;
  /** Characters of JSON text of an input, an event, an output or an activity's result. */
  payloadLength: number;
  customStatusLength: number;
  /** Characters; in UTF-8 it has twice as many bytes at most. */
  instanceIdLength: number;
  /** Characters of an event's name. */
  nameLength: number;
  reasonLength: number;
  tags: number;
  /** Bytes of a tag's name, and of its value. */
  tagBytes: number;
  /** Items of one page of a list. */
  pageSize: number;
  /** Events that one instance has received and not yet taken. */
  queuedEvents: number;
  /** Events of one generation's history. */
  historyEvents: number;
  /** Open streams of changes of one process. */
  changeStreams: number;
  /** How long an idempotency key is remembered, in hours. */
  idempotencyHours: number;
  /** Refuses what JSON turns into something else, such as a map or a date, instead of storing what is left of it. */
  strictJson: boolean;
};

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  bodyTimeoutMs: 30_000,
  jsonDepth: 64,
  jsonKeys: 10_000,
  jsonNodes: 200_000,
  payloadLength: 16 * 1024 * 1024,
  customStatusLength: 16 * 1024,
  instanceIdLength: 256,
  nameLength: 256,
  reasonLength: 4096,
  tags: 50,
  tagBytes: 1024,
  pageSize: 500,
  queuedEvents: 10_000,
  historyEvents: 50_000,
  changeStreams: 1_000,
  idempotencyHours: 24,
  strictJson: false,
};

const LIMITS = Symbol.for('perdure.limits');

type Holder = { [LIMITS]?: Limits };

/** The limits of this process. */
export function limits(): Limits {
  return (globalThis as Holder)[LIMITS] ?? DEFAULT_LIMITS;
}

/** Sets the limits of this process, those that are not named to their defaults. */
export function setLimits(wanted: Partial<Limits>): void {
  (globalThis as Holder)[LIMITS] = { ...DEFAULT_LIMITS, ...wanted };
}

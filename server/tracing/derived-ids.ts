/**
 * Ids of spans: those of the hub follow from what they stand for, those of the user's code are random.
 *
 * The SDK asks for ids while a span is being started, and for nothing in between.
 */
import { createHash } from 'node:crypto';
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace-node';

export type Ids = { traceId?: string | undefined; spanId: string };

export class DerivedIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #next: Ids | null = null;

  /** Starts a span, which gets these ids. */
  with<T>(ids: Ids, start: () => T): T {
    this.#next = ids;
    try {
      return start();
    } finally {
      this.#next = null;
    }
  }

  generateTraceId = (): string => this.#next?.traceId ?? this.#random.generateTraceId();

  generateSpanId = (): string => this.#next?.spanId ?? this.#random.generateSpanId();
}

/** Ids that follow from these texts, and are always the same. */
export function idsOf(...texts: (string | number)[]): { traceId: string; spanId: string } {
  const hash = createHash('sha256').update(texts.join('/')).digest('hex');
  return { traceId: hash.slice(0, 32), spanId: hash.slice(32, 48) };
}

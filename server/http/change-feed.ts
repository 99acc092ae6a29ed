import type { ChangeHint } from '@/contract/change';

/** Tells which instances have changed, on this node and, as far as they were heard, on the others. */
export interface ChangeFeed {
  /** Calls back for each hint, until the function it returns is called. */
  subscribe(onChange: (hint: ChangeHint) => void): () => void;
  /** How many listen. */
  readonly listenerCount: number;
  /** Aborted when the process stops: who listens ends. */
  readonly closing: AbortSignal;
}

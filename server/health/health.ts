/**
 * Whether this process can serve requests.
 *
 * HE1. Once it stops it is not ready, and never becomes so again: nothing else has begun to stop by then.
 * HE2. The database is asked at most once in two seconds, however many probes there are, and has two seconds to answer.
 */
import type { Readiness } from '../http/services';
import type { OperationsStore } from '../operations-store';

const KEPT_MS = 2_000;
const PATIENCE_MS = 2_000;

export class Health {
  #isStopping = false;
  #asked: { at: number; answer: Promise<Readiness> } | null = null;

  constructor(
    private readonly node: { readonly isAlive: boolean },
    private readonly store: Pick<OperationsStore, 'hasSchema'>,
  ) {}

  /** From now on it is not ready. */
  stop(): void {
    this.#isStopping = true;
  }

  readiness(): Promise<Readiness> {
    if (this.#isStopping) return Promise.resolve('stopping');
    if (!this.node.isAlive) return Promise.resolve('no-heartbeat');
    const now = performance.now();
    if (this.#asked === null || now - this.#asked.at > KEPT_MS) this.#asked = { at: now, answer: this.#ask() };
    return this.#asked.answer;
  }

  #ask(): Promise<Readiness> {
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => resolve('no-database'), PATIENCE_MS).unref();
      const answer = (readiness: Readiness) => {
        clearTimeout(giveUp);
        resolve(readiness);
      };
      this.store.hasSchema().then(
        (has) => answer(has ? 'ready' : 'wrong-schema'),
        () => answer('no-database'),
      );
    });
  }
}

/** The change feed of a process: the hub's signals, for as many listeners as there are open pages. */
import type { ChangeHint } from '@/contract/change';
import type { HubEmitter } from '../hub/hub-signals';
import type { ChangeFeed } from './change-feed';

export class ChangeHub implements ChangeFeed {
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(hint: ChangeHint) => void>();

  constructor(signals: HubEmitter) {
    signals.on('changed', (instanceIds) => this.#tell({ instanceIds }));
  }

  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  subscribe(onChange: (hint: ChangeHint) => void): () => void {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }

  close(): void {
    this.#closing.abort();
    this.#listeners.clear();
  }

  #tell(hint: ChangeHint): void {
    for (const listener of this.#listeners) listener(hint);
  }
}

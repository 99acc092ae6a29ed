/** What is written on a turn's events at its end, and only where it changed: what the code waits for, and who ran it. */
import type { AwaitTree } from '@/contract/await-tree';
import type { HistoryEvent } from './history';

export class TurnNotes {
  #awaiting: string | null = null;
  #deployment: string | null = null;

  /** Remembers what an event of old says. */
  read(event: HistoryEvent): void {
    if (event.deployment !== undefined) this.#deployment = event.deployment;
    if (event.awaiting !== undefined) this.#awaiting = JSON.stringify(event.awaiting);
  }

  write(events: readonly HistoryEvent[], awaiting: AwaitTree | null, deployment: string): void {
    const [first] = events;
    const last = events.at(-1);
    if (first === undefined || last === undefined) return;
    if (this.#deployment !== deployment) first.deployment = this.#deployment = deployment;
    const text = awaiting === null ? null : JSON.stringify(awaiting);
    if (awaiting !== null && text !== this.#awaiting) last.awaiting = awaiting;
    this.#awaiting = text;
  }
}

/** Whether an instance is suspended, and what came in meanwhile: kept in order, given out once it is resumed. */
import type { RaisedEvent } from './external-events';
import type { IncomingFact } from './incoming-fact';

export class Suspension {
  #isSuspended = false;
  #kept: IncomingFact[] | null = null;

  get isSuspended(): boolean {
    return this.#isSuspended;
  }

  begin(): void {
    this.#isSuspended = true;
  }

  end(): void {
    this.#isSuspended = false;
  }

  keep(fact: IncomingFact): void {
    this.#kept ??= [];
    this.#kept.push(fact);
  }

  /** The next fact to apply; undefined where there is none, or while the instance is suspended. */
  next(): IncomingFact | undefined {
    return this.#isSuspended ? undefined : this.#kept?.shift();
  }

  /** How much is kept. */
  get keptCount(): number {
    return this.#kept?.length ?? 0;
  }

  /** The events among what is kept. */
  events(): RaisedEvent[] {
    return this.#kept?.filter((fact) => fact.type === 'EventRaised') ?? [];
  }

  /** True where the task's end is among what is kept. */
  holds(taskId: number): boolean {
    return this.#kept?.some((fact) => 'taskId' in fact && fact.taskId === taskId) ?? false;
  }
}

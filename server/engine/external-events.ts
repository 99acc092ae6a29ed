/**
 * Events and the tasks that wait for them, by name.
 *
 * E1. Names match without regard to case.
 * E2. The oldest event goes to the oldest wait; events nobody waits for are kept, in order.
 * E3. An event that answers one wait is never kept for another.
 * E4. A wait that was given up takes no event.
 */
import type { HistoryFact } from './history';
import type { EventTask } from './scheduled-task';

export type RaisedEvent = Extract<HistoryFact, { type: 'EventRaised' }>;

export class ExternalEvents {
  #waiting: Map<string, EventTask<unknown>[]> | null = null;
  #buffered: Map<string, RaisedEvent[]> | null = null;
  #keptCount = 0;

  /** The event that the wait gets at once, if one was kept; else the wait is remembered. */
  take(task: EventTask<unknown>): RaisedEvent | undefined {
    const key = task.name.toLowerCase();
    const event = shift(this.#buffered, key);
    if (event !== undefined) this.#keptCount -= 1;
    else {
      this.#waiting ??= new Map();
      push(this.#waiting, key, task);
    }
    return event;
  }

  /** The wait that the event goes to, if there is one; else the event is kept. */
  give(event: RaisedEvent): EventTask<unknown> | undefined {
    const key = event.name.toLowerCase();
    const task = event.taskId === undefined ? shift(this.#waiting, key) : this.#pick(key, event.taskId);
    if (task === undefined && event.taskId === undefined) {
      this.#buffered ??= new Map();
      push(this.#buffered, key, event);
      this.#keptCount += 1;
    }
    return task;
  }

  /** The wait was given up. */
  forget(task: EventTask<unknown>): void {
    this.#pick(task.name.toLowerCase(), task.id);
  }

  /** The events that nobody took, as they came in. */
  kept(): RaisedEvent[] {
    return [...(this.#buffered?.values() ?? [])].flat();
  }

  get keptCount(): number {
    return this.#keptCount;
  }

  #pick(key: string, taskId: number): EventTask<unknown> | undefined {
    const tasks = this.#waiting?.get(key);
    const index = tasks?.findIndex((task) => task.id === taskId) ?? -1;
    return index < 0 ? undefined : tasks?.splice(index, 1)[0];
  }

  isWaiting(name: string, taskId: number): boolean {
    return this.#waiting?.get(name.toLowerCase())?.some((task) => task.id === taskId) ?? false;
  }
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function shift<T>(lists: Map<string, T[]> | null, key: string): T | undefined {
  const list = lists?.get(key);
  const item = list?.shift();
  if (list?.length === 0) lists?.delete(key);
  return item;
}

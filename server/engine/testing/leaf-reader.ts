/** When a program's leaves end, and how, by the labels that they bear in history. */
import { dueInWords } from '../orchestration-time';
import { type HistoryReader, NEVER } from './history-reader';
import { limitOf, type Seen } from './perform';
import type { Leaf } from './program';

export type Ended = { at: number; seen: Seen; error?: string };

const MINUTE_MS = 60_000;
const LIMIT_MS = 30_000;

const NOT_YET: Ended = { at: NEVER, seen: null };

type Call = Pick<Extract<Leaf, { kind: 'call' }>, 'tries' | 'limit'>;

export class LeafReader {
  readonly #taken = new Set<number>();
  readonly #waits = new Map<string, number>();
  #number = 0;

  constructor(private readonly history: HistoryReader) {}

  /** Reads the leaf that the program schedules next. */
  read(leaf: Leaf): Ended {
    this.#number += 1;
    switch (leaf.kind) {
      case 'call':
        return this.#call(`${leaf.name}#${this.#number}`, leaf);
      case 'sub':
        return this.#sub(`${leaf.name}#${this.#number}`, leaf.tries);
      case 'wait':
        return this.#wait(leaf);
      case 'timer':
        return { at: this.history.firedAt(this.#timerId()), seen: 'fired' };
      case 'map': {
        const items = Array.from({ length: leaf.count }, (_, index) => `${leaf.name}#${this.#number}.${index}`);
        return allOf(items.map((item) => this.#call(item, { tries: null, limit: null })));
      }
    }
  }

  #call(label: string, { tries, limit }: Call): Ended {
    const begun = this.history.all('TaskScheduled').filter(({ name }) => name === label);
    return lastOf(begun, tries, (taskId) => this.#try(label, taskId, limit));
  }

  #sub(label: string, tries: number | null): Ended {
    const begun = this.history.all('SubOrchestrationInstanceCreated').filter(({ name }) => name === label);
    return lastOf(begun, tries, (taskId) => {
      const end = this.history.endOf(taskId, 'SubOrchestrationInstanceCompleted', 'SubOrchestrationInstanceFailed');
      const at = end?.seq ?? NEVER;
      if (end?.type !== 'SubOrchestrationInstanceFailed') return { at, seen: label };
      return { at, seen: 'failed', error: `SubOrchestration '${label}' (#${taskId}) failed: boom` };
    });
  }

  #try(label: string, taskId: number, limit: number | null): Ended {
    const end = this.history.endOf(taskId, 'TaskCompleted', 'TaskFailed');
    const at = end?.seq ?? NEVER;
    const failed = `Activity '${label}' (#${taskId}) failed:`;
    const timeUp = limit === null ? NEVER : this.history.firedAt(taskId + 1);
    if (limit !== null && timeUp < at) {
      return { at: timeUp, seen: 'failed', error: `${failed} It did not end ${dueInWords(limitOf(limit))}.` };
    }
    return end?.type === 'TaskFailed' ? { at, seen: 'failed', error: `${failed} boom` } : { at, seen: label };
  }

  /** Events go to waits in order; a wait whose time is up takes none that came later. */
  #wait({ name, limit }: Extract<Leaf, { kind: 'wait' }>): Ended {
    const key = name.toLowerCase();
    const rank = this.#waits.get(key) ?? 0;
    this.#waits.set(key, rank + 1);
    const timeUp = limit === null ? NEVER : this.#limitOfWait(key, rank);
    const events = this.history.all('EventRaised').filter((event) => event.name.toLowerCase() === key);
    const index = events.findIndex(({ seq }) => !this.#taken.has(seq));
    const at = events[index]?.seq ?? NEVER;
    if (limit !== null && timeUp < at) {
      const error = `Event '${name}' was not received ${dueInWords(limitOf(limit))}.`;
      return { at: timeUp, seen: 'failed', error };
    }
    this.#taken.add(at);
    return { at, seen: `${key} ${index + 1}` };
  }

  #limitOfWait(key: string, rank: number): number {
    const wait = this.history.all('EventWaitStarted').filter(({ name }) => name.toLowerCase() === key)[rank];
    const timer = this.history.all('TimerCreated').find(({ taskId }) => taskId - 1 === wait?.taskId);
    const isLimit = timer !== undefined && (timer.fireAt - timer.at) % MINUTE_MS === LIMIT_MS;
    return isLimit ? this.history.firedAt(timer.taskId) : NEVER;
  }

  #timerId(): number {
    const timers = this.history.all('TimerCreated');
    return timers.find(({ fireAt, at }) => (fireAt - at) % MINUTE_MS === this.#number)?.taskId ?? 0;
  }
}

/** The end of the last try there was, unless another one follows. */
function lastOf(begun: { taskId: number }[], tries: number | null, read: (taskId: number) => Ended): Ended {
  const last = begun.at(-1);
  if (last === undefined) return NOT_YET;
  const ended = read(last.taskId);
  return ended.error !== undefined && begun.length < (tries ?? 1) ? NOT_YET : ended;
}

/** All of them have ended, the failures are told together. */
export function allOf(children: readonly Ended[]): Ended {
  const errors = children.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const ended = { at: Math.max(0, ...children.map(({ at }) => at)), seen: children.map(({ seen }) => seen) };
  if (errors.length === 0) return ended;
  return { ...ended, error: `${errors.length} of ${children.length} tasks failed: ${errors.join('; ')}` };
}

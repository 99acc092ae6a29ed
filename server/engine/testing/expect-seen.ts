/**
 * The reference: what a program has to see, worked out from the order of a history alone.
 *
 * Nothing is simulated: each task ends at a position of the history that follows from its id (an activity, a timer) or from
 * its rank among the waits of its name (an event), and a composite ends with the last or the first of its tasks.
 */
import type { HistoryEvent } from '../history';
import type { Seen } from './perform';
import type { Expression, Leaf, Program, Statement } from './program';

type Ended = { at: number; seen: Seen; error?: string };

class Failed extends Error {}

/** What the program returns, or the message that it fails with, after all that this history brought. */
export function expectSeen(program: Program, history: readonly HistoryEvent[]): { seen: Seen[]; error?: string } {
  const reader = new Reader(history);
  try {
    reader.read(program);
    return { seen: reader.seen };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return { seen: reader.seen, error: error.message };
  }
}

class Reader {
  readonly seen: Seen[] = [];
  readonly #waits = new Map<string, number>();
  #now = 0;
  #lastTaskId = 0;

  constructor(private readonly history: readonly HistoryEvent[]) {}

  read(body: Program): void {
    for (const statement of body) this.#readOne(statement);
  }

  #readOne(statement: Statement): void {
    if (statement.do === 'schedule') this.#leaf(statement.leaf);
    else if (statement.do === 'loop')
      for (let round = 0; round < statement.times; round += 1) this.read(statement.body);
    else if (statement.do === 'try') this.#try(statement.body);
    else if (statement.do === 'await') this.#await(statement.expression);
  }

  #try(body: Program): void {
    try {
      this.read(body);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      this.seen.push(error.message);
    }
  }

  #await(expression: Expression): void {
    const { at, seen, error } = this.#expression(expression);
    this.#now = at;
    if (error !== undefined) throw new Failed(error);
    this.seen.push(seen);
  }

  /** When the expression ends: no earlier than now, where it is read. */
  #expression(expression: Expression): Ended {
    const ended = 'of' in expression ? this.#composite(expression) : this.#leaf(expression);
    return { ...ended, at: Math.max(ended.at, this.#now) };
  }

  #composite({ kind, of }: Extract<Expression, { of: Expression[] }>): Ended {
    const children = of.map((child) => this.#expression(child));
    const times = children.map(({ at }) => at);
    if (kind === 'any') {
      const winner = times.indexOf(Math.min(...times));
      const { at, seen, error } = children[winner] ?? { at: Number.NaN, seen: null };
      return { at, seen: { winner, saw: [error === undefined ? seen : 'failed'] } };
    }
    const errors = children.flatMap(({ error }) => (error === undefined ? [] : [error]));
    const ended = { at: Math.max(...times), seen: children.map(({ seen }) => seen) };
    if (errors.length === 0) return ended;
    return { ...ended, error: `${errors.length} of ${children.length} tasks failed: ${errors.join('; ')}` };
  }

  #leaf(leaf: Leaf): Ended {
    this.#lastTaskId += 1;
    const taskId = this.#lastTaskId;
    if (leaf.kind === 'wait') return this.#wait(leaf.name.toLowerCase());
    const at = this.#find((event) => isEnd(event) && event.taskId === taskId);
    if (leaf.kind === 'timer') return { at, seen: 'fired' };
    if (leaf.name !== 'bad') return { at, seen: `${leaf.name} ${taskId}` };
    return { at, seen: 'failed', error: `Activity 'bad' (#${taskId}) failed: boom` };
  }

  #wait(name: string): Ended {
    const rank = this.#waits.get(name) ?? 0;
    this.#waits.set(name, rank + 1);
    const events = this.history.filter((event) => event.type === 'EventRaised' && event.name.toLowerCase() === name);
    const event = events[rank];
    return { at: event?.seq ?? Number.POSITIVE_INFINITY, seen: event === undefined ? null : `${name} ${rank + 1}` };
  }

  #find(matches: (event: HistoryEvent) => boolean): number {
    return this.history.find(matches)?.seq ?? Number.POSITIVE_INFINITY;
  }
}

type End = Extract<HistoryEvent, { type: 'TaskCompleted' | 'TaskFailed' | 'TimerFired' }>;

function isEnd(event: HistoryEvent): event is End {
  return event.type === 'TaskCompleted' || event.type === 'TaskFailed' || event.type === 'TimerFired';
}

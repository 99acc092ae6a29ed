/**
 * The reference: what a program has to see, worked out from the order of a history alone.
 *
 * Nothing is simulated: each task ends at a position of the history that follows from the label it bears there, or from its
 * rank among the waits of its name, and a composite ends with the last or the first of its tasks.
 */
import type { HistoryEvent } from '../history';
import { HistoryReader } from './history-reader';
import { allOf, type Ended, LeafReader } from './leaf-reader';
import type { Seen } from './perform';
import type { Expression, Program, Statement } from './program';

/** What the program is told where it waits as somebody asks it to end. */
export const CANCELED = 'The orchestration was canceled: not needed';

class Failed extends Error {}

/** What the program returns, or the message that it fails with, after all that this history brought. */
export function expectSeen(program: Program, history: readonly HistoryEvent[]): { seen: Seen[]; error?: string } {
  const reader = new ProgramReader(new HistoryReader(history));
  try {
    reader.read(program);
    return { seen: reader.seen };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return { seen: reader.seen, error: error.message };
  }
}

class ProgramReader {
  readonly seen: Seen[] = [];
  readonly #leaves: LeafReader;
  #now = 0;

  constructor(private readonly history: HistoryReader) {
    this.#leaves = new LeafReader(history);
  }

  read(body: Program): void {
    for (const statement of body) this.#readOne(statement);
  }

  #readOne(statement: Statement): void {
    switch (statement.do) {
      case 'schedule':
        this.#leaves.read(statement.leaf);
        return;
      case 'loop':
        for (let round = 0; round < statement.times; round += 1) this.read(statement.body);
        return;
      case 'try':
        return this.#try(statement.body);
      case 'await':
        return this.#await(statement.expression);
      case 'seeTime':
        this.seen.push(this.history.appliedAt(this.#now));
        return;
      case 'drawGuid':
        this.seen.push('a guid');
        return;
      case 'sendEvent':
      case 'setStatus':
    }
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
    const { canceledAt } = this.history;
    if (this.#now < canceledAt && canceledAt < at) {
      this.#now = canceledAt;
      throw new Failed(CANCELED);
    }
    this.#now = at;
    if (error !== undefined) throw new Failed(error);
    this.seen.push(seen);
  }

  /** When the expression ends: no earlier than now, where it is read. */
  #expression(expression: Expression): Ended {
    const ended = 'of' in expression ? this.#composite(expression) : this.#leaves.read(expression);
    return { ...ended, at: Math.max(ended.at, this.#now) };
  }

  #composite({ kind, of }: Extract<Expression, { of: Expression[] }>): Ended {
    const children = of.map((child) => this.#expression(child));
    if (kind === 'all') return allOf(children);
    const times = children.map(({ at }) => at);
    const winner = times.indexOf(Math.min(...times));
    const { at, seen, error } = children[winner] ?? { at: Number.NaN, seen: null };
    return { at, seen: { winner, saw: [error === undefined ? seen : 'failed'] } };
  }
}

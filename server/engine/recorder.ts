/**
 * Keeps what happens to an execution: as new history while it runs, as a check against old history while it replays.
 *
 * R1. What the code does during a replay must be what history says, in the same order; the first difference throws.
 * R2. What the code does beyond the end of its history is new: it goes out with the next turn.
 */
import type { HistoryEvent, HistoryFact, Payload } from './history';
import { NonDeterminismError } from './non-determinism-error';

export type Turn = { number: number; at: number };

/** Whether what the code does in a replay is what history says. */
export type Agreement = (event: HistoryEvent, fact: HistoryFact) => boolean;

export class Recorder {
  #events: HistoryEvent[] = [];
  /** What the code did in a replay, and how much of it history confirmed. */
  #done: HistoryFact[] = [];
  #confirmed = 0;
  /** What the code did in this turn. */
  #deeds = 0;
  #replaying = false;
  #agrees: Agreement = agreesInEssence;

  constructor(
    private length: number,
    private readonly onAppended: (fact: HistoryFact) => void,
  ) {}

  get historyLength(): number {
    return this.length;
  }

  get isReplaying(): boolean {
    return this.#replaying;
  }

  /** How much the code did that is not durable yet, or that history has not confirmed yet. */
  get deeds(): number {
    return this.#replaying ? this.#done.length - this.#confirmed : this.#deeds;
  }

  beginReplay(agrees: Agreement): void {
    this.#replaying = true;
    this.#agrees = agrees;
    this.#confirmed = 0;
    this.length = 0;
  }

  /** What the code did beyond its history so far. */
  get beyond(): readonly HistoryFact[] {
    return this.#done.slice(this.#confirmed);
  }

  /** Ends the replay; what the code did beyond its history becomes part of the turn. */
  endReplay(turn: Turn): void {
    this.#replaying = false;
    const { beyond } = this;
    this.#done = [];
    for (const fact of beyond) this.append(fact, turn);
  }

  /** The code did something. */
  emit(fact: HistoryFact, turn: Turn): void {
    if (this.#replaying) {
      this.#done.push(fact);
    } else {
      this.#deeds += 1;
      this.append(fact, turn);
    }
  }

  append(fact: HistoryFact, turn: Turn): void {
    // The fact was made for this moment and is nobody else's: it becomes the event.
    this.#events.push(Object.assign(fact, { seq: this.length, turn: turn.number, at: turn.at }));
    this.length += 1;
    this.onAppended(fact);
  }

  /** Replays something that came in: the code must have done all that history says it did before. */
  replayIncoming(event: HistoryEvent): void {
    const extra = this.#done[this.#confirmed];
    if (extra !== undefined) throw new NonDeterminismError(event, extra);
    this.length = event.seq + 1;
  }

  /** Replays something that neither came to the code nor was done by it. */
  replayMark(event: HistoryEvent): void {
    this.length = event.seq + 1;
  }

  /** Replays something that the code did. */
  replayOutgoing(event: HistoryEvent): void {
    const fact = this.#done[this.#confirmed] ?? null;
    if (fact === null || !this.#agrees(event, fact)) throw new NonDeterminismError(event, fact);
    this.#confirmed += 1;
    this.length = event.seq + 1;
  }

  takeEvents(): HistoryEvent[] {
    const events = this.#events;
    this.#events = [];
    this.#deeds = 0;
    return events;
  }
}

/** Inputs are not compared: they may change with the code without changing what was decided. */
export function agreesInEssence(event: HistoryEvent, fact: HistoryFact): boolean {
  if (event.type !== fact.type) return false;
  if ('taskId' in event && 'taskId' in fact && event.taskId !== fact.taskId) return false;
  if ('instanceId' in event && 'instanceId' in fact && event.instanceId !== fact.instanceId) return false;
  if ('entities' in event && 'entities' in fact && event.entities.join('/') !== fact.entities.join('/')) return false;
  return !('name' in event && 'name' in fact) || event.name.toLowerCase() === fact.name.toLowerCase();
}

/** What a turn did, its replay does to the letter, as long as the code is the same. */
export function agreesToTheLetter(event: HistoryEvent, fact: HistoryFact): boolean {
  return agreesInEssence(event, fact) && payloadOf(event) === payloadOf(fact);
}

function payloadOf(fact: HistoryFact): Payload {
  return 'payload' in fact ? fact.payload : null;
}

/**
 * What the code does through its context, as long as it counts: the tasks it opens and gives up, its locks, its last wishes.
 *
 * X2. The context works only while a turn is under way.
 * X3. Once the code has ended, or asked to continue as new, nothing that is left of it changes anything.
 */
import { ACTIONS_MAX } from './action-limit';
import type { ContextHost, Continuation } from './calls/context-host';
import { CriticalSection } from './critical-section';
import type { LockTask } from './entity-tasks';
import type { RaisedEvent } from './external-events';
import type { HistoryFact } from './history';
import { OpenTasks } from './open-tasks';
import type { InstanceRecord, LogLevel, LogLine } from './outcome';
import { deserialize } from './payload';
import type { CancelableTask, ScheduledTask } from './scheduled-task';
import type { OnAwaited } from './task';

const OUTSIDE_TURN =
  'The orchestration context was used outside its turn. An orchestrator may only wait for tasks that its context gave it.';

/** What the code's deeds are reported to. */
export interface CodeHost {
  readonly record: InstanceRecord;
  readonly now: number;
  readonly isReplaying: boolean;
  readonly wantsCallSites: boolean;
  readonly isInTurn: boolean;
  /** How much the code did in this turn. */
  readonly deeds: number;
  /** The code did something. */
  did(fact: HistoryFact): void;
  /** An event ended one of the code's waits. */
  answered(taskId: number, event: RaisedEvent): void;
  log(line: LogLine): void;
}

/** Where the code waits, and how it is stopped. */
export type CodeControl = { awaited: OnAwaited; giveUp: () => never };

export class Deeds implements ContextHost {
  readonly open = new OpenTasks();
  readonly section = new CriticalSection();
  readonly awaited: OnAwaited;
  isCancelRequested = false;
  #continuation: Continuation | null = null;
  #hasEnded = false;
  #lastTaskId = 0;

  constructor(
    private readonly host: CodeHost,
    private readonly control: CodeControl,
  ) {
    this.awaited = control.awaited;
  }

  get record(): InstanceRecord {
    return this.host.record;
  }

  get now(): number {
    return this.host.now;
  }

  get isReplaying(): boolean {
    return this.host.isReplaying;
  }

  get wantsCallSites(): boolean {
    return this.host.wantsCallSites;
  }

  /** How the code wants to go on in another generation, once it has run as far as it can. */
  get continuation(): Continuation | null {
    return this.#continuation;
  }

  /** Nothing that the code does counts any more. */
  get isOver(): boolean {
    return this.#hasEnded || this.#continuation !== null;
  }

  assertInTurn(): void {
    if (!this.host.isInTurn) throw new Error(OUTSIDE_TURN);
  }

  nextTaskId(): number {
    this.#lastTaskId += 1;
    return this.#lastTaskId;
  }

  schedule(task: ScheduledTask<unknown>, fact: HistoryFact): void {
    this.emit(fact);
    if (this.isOver) return;
    const event = this.open.open(task);
    if (event !== undefined) this.answer(task, event);
  }

  cancel(task: CancelableTask<unknown>): void {
    this.emit(task.cancellation);
    if (!this.isOver) this.open.cancel(task);
  }

  emit(fact: HistoryFact): void {
    this.assertInTurn();
    if (this.isOver) return;
    if (this.host.deeds >= ACTIONS_MAX) this.control.giveUp();
    this.host.did(fact);
  }

  unlock(lock: LockTask): void {
    this.assertInTurn();
    const unlock = this.isOver ? null : this.section.leave(lock);
    if (unlock === null) return;
    this.emit(unlock);
    this.open.cancel(lock);
  }

  continueAsNew(continuation: Continuation): void {
    this.assertInTurn();
    if (!this.isOver) this.#continuation = continuation;
  }

  log(level: LogLevel, message: string, facts: unknown): void {
    this.assertInTurn();
    if (!this.isReplaying) this.host.log({ level, message, facts });
  }

  /** An event ends a wait. */
  answer(task: ScheduledTask<unknown>, event: RaisedEvent): void {
    this.host.answered(task.id, event);
    task.settle({ ok: true, value: deserialize(event.payload) });
  }

  /** The last thing that counts. */
  end(fact: HistoryFact): void {
    const unlock = this.section.leave();
    this.#hasEnded = true;
    this.#continuation = null;
    if (unlock !== null) this.host.did(unlock);
    this.host.did(fact);
  }
}

/**
 * The user's code of one instance while it runs: what it is told, what it does, and what it waits for.
 *
 * X1. Facts are applied one at a time, and the code goes on after each.
 * X2. The context works only while a turn is under way.
 * X3. Once the code has ended, or continued as new, nothing that is left of it changes anything.
 */
import type { AwaitTree } from '@/contract/await-tree';
import type { FailureDetails } from '@/contract/failure-details';
import type { TerminalStatus } from '@/contract/runtime-status';
import { ACTIONS_MAX, TOO_MANY_ACTIONS } from './action-limit';
import { describeAwaited } from './await-tree';
import type { ContextHost, Continuation } from './calls/context-host';
import { cancellationIn, OrchestrationCanceledError } from './canceled-error';
import { CriticalSection } from './critical-section';
import { type DriverHost, drive } from './driver';
import { LockTask } from './entity-tasks';
import type { RaisedEvent } from './external-events';
import { taskFailed, toFailureDetails } from './failure';
import type { HistoryFact, Payload } from './history';
import type { IncomingFact } from './incoming-fact';
import { OpenTasks } from './open-tasks';
import { OrchestrationContext } from './orchestration-context';
import type { AnyOrchestrator } from './orchestrator';
import type { InstanceRecord, LogLevel, LogLine } from './outcome';
import { deserialize, serialize } from './payload';
import type { CancelableTask, ScheduledTask } from './scheduled-task';
import { startTimer } from './start-timer';
import type { OnAwaited, Resume, Task } from './task';
import { Waits } from './waits';

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

export class RunningCode implements ContextHost, DriverHost {
  readonly open = new OpenTasks();
  readonly section = new CriticalSection();
  readonly #waits = new Waits();
  readonly #context = new OrchestrationContext(this);
  #state: 'idle' | 'running' | 'ended' = 'idle';
  #continuation: Continuation | null = null;
  #isCancelRequested = false;
  #lastTaskId = 0;
  #mustDrain = false;

  constructor(
    private readonly definition: AnyOrchestrator,
    private readonly host: CodeHost,
  ) {}

  get hasEnded(): boolean {
    return this.#state === 'ended';
  }

  /** False while nothing has come in that begins the code, and until the time at which it is to begin. */
  get hasBegun(): boolean {
    return this.#state !== 'idle';
  }

  /** True where the code neither ended nor waits for a task: whatever it waits for is not durable. */
  get isAstray(): boolean {
    return this.#state === 'running' && this.#waits.size === 0 && this.#continuation === null;
  }

  get isCancelRequested(): boolean {
    return this.#isCancelRequested;
  }

  /** How the code wants to go on in another generation, once it has run as far as it can. */
  get continuation(): Continuation | null {
    return this.#continuation;
  }

  /** True once after each moment at which the code's microtasks have to run before anything else happens. */
  takeDrain(): boolean {
    const mustDrain = this.#mustDrain;
    this.#mustDrain = false;
    return mustDrain;
  }

  describeAwaited(): AwaitTree | null {
    return describeAwaited(this.#waits.tasks());
  }

  /** Takes over what code that is not here has left open. */
  inherit(task: ScheduledTask<unknown>): void {
    this.open.open(task);
    if (task instanceof LockTask) this.section.ask(task);
  }

  // What it is told.

  apply(fact: IncomingFact): void {
    if (this.hasEnded) return;
    switch (fact.type) {
      case 'ExecutionStarted':
        return fact.startAt === undefined ? this.#begin(fact.payload) : this.#beginAt(fact.startAt, fact.payload);
      case 'TaskCompleted':
      case 'SubOrchestrationInstanceCompleted':
      case 'EntityOperationCompleted':
        return this.open.close(fact.taskId)?.settle({ ok: true, value: deserialize(fact.payload) });
      case 'TaskFailed':
      case 'SubOrchestrationInstanceFailed':
      case 'EntityOperationFailed':
        return this.#fail(fact);
      case 'EntityLockGranted':
        return this.#enter(this.open.close(fact.taskId));
      case 'TimerFired':
        return this.open.close(fact.taskId)?.settle({ ok: true, value: undefined });
      case 'EventRaised': {
        const task = this.open.closeByEvent(fact);
        return task && this.#answer(task, fact);
      }
      case 'ExecutionCancelRequested':
        return this.#interrupt(new OrchestrationCanceledError(fact.reason));
      default:
    }
  }

  /** Ends the instance, whatever the code is about. */
  end(status: TerminalStatus, payload: Payload, failure?: FailureDetails): void {
    if (this.hasEnded || !this.host.isInTurn) return;
    this.#over({ type: 'ExecutionCompleted', status, payload, failure });
  }

  /** Ends the generation where the code asked to continue as new. */
  endAsNew(): void {
    if (this.#continuation === null) return;
    this.#over({ type: 'ContinuedAsNew', payload: this.#continuation.payload });
  }

  #over(fact: HistoryFact): void {
    const unlock = this.section.leave();
    this.#state = 'ended';
    this.#continuation = null;
    if (unlock !== null) this.host.did(unlock);
    this.host.did(fact);
    this.#waits.clear();
  }

  #beginAt(startAt: number, payload: Payload): void {
    const timer = startTimer(startAt);
    this.open.open(timer);
    this.waitsFor(timer, () => this.#begin(payload));
  }

  #begin(payload: Payload): void {
    this.#state = 'running';
    try {
      drive(this.definition.run(this.#context, deserialize(payload) as never), this);
    } catch (error) {
      this.failed(error);
    }
  }

  #fail({ taskId, failure }: Extract<IncomingFact, { failure: FailureDetails }>): void {
    const task = this.open.close(taskId);
    task?.settle({ ok: false, error: taskFailed(task.label, taskId, failure) });
  }

  #enter(task: ScheduledTask<unknown> | undefined): void {
    if (!(task instanceof LockTask)) return;
    this.section.enter(task);
    task.grant();
  }

  #interrupt(error: OrchestrationCanceledError): void {
    this.#isCancelRequested = true;
    if (this.hasBegun) this.#waits.interrupt(error);
    else this.failed(error);
  }

  #answer(task: ScheduledTask<unknown>, event: RaisedEvent): void {
    this.host.answered(task.id, event);
    task.settle({ ok: true, value: deserialize(event.payload) });
  }

  // What it does.

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

  assertInTurn(): void {
    if (!this.host.isInTurn) throw new Error(OUTSIDE_TURN);
  }

  nextTaskId(): number {
    this.#lastTaskId += 1;
    return this.#lastTaskId;
  }

  schedule(task: ScheduledTask<unknown>, fact: HistoryFact): void {
    this.emit(fact);
    if (this.#isOver) return;
    const event = this.open.open(task);
    if (event !== undefined) this.#answer(task, event);
  }

  cancel(task: CancelableTask<unknown>): void {
    this.emit(task.cancellation);
    if (!this.#isOver) this.open.cancel(task);
  }

  emit(fact: HistoryFact): void {
    this.assertInTurn();
    if (this.#isOver) return;
    if (this.host.deeds >= ACTIONS_MAX) this.#giveUp();
    this.host.did(fact);
  }

  /** The error gets the code out of its loop; that it may be caught changes nothing. */
  #giveUp(): never {
    this.end('Failed', null, TOO_MANY_ACTIONS);
    throw new Error(TOO_MANY_ACTIONS.message);
  }

  continueAsNew(continuation: Continuation): void {
    this.assertInTurn();
    if (!this.#isOver) this.#continuation = continuation;
  }

  /** Nothing that the code does counts any more. */
  get #isOver(): boolean {
    return this.hasEnded || this.#continuation !== null;
  }

  unlock(lock: LockTask): void {
    this.assertInTurn();
    const unlock = this.#isOver ? null : this.section.leave(lock);
    if (unlock === null) return;
    this.emit(unlock);
    this.open.cancel(lock);
  }

  log(level: LogLevel, message: string, facts: unknown): void {
    this.assertInTurn();
    if (!this.isReplaying) this.host.log({ level, message, facts });
  }

  readonly awaited: OnAwaited = (task, resume) => {
    this.waitsFor(task, (interruption) => {
      this.needsDrain();
      resume(interruption);
    });
  };

  waitsFor(task: Task<unknown>, resume: Resume): void {
    this.#waits.add(task, resume);
  }

  needsDrain(): void {
    this.#mustDrain = true;
  }

  completed(output: unknown): void {
    if (this.#isOver) return;
    let payload: Payload;
    try {
      payload = serialize(output, 'The output');
    } catch (error) {
      return this.failed(error);
    }
    this.end('Completed', payload);
  }

  failed(error: unknown): void {
    const cancellation = cancellationIn(error);
    if (cancellation === undefined) return this.end('Failed', null, toFailureDetails(error));
    const failure = error === cancellation ? undefined : toFailureDetails(error);
    this.end('Canceled', serialize(cancellation.reason, 'The reason'), failure);
  }
}

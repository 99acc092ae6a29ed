/**
 * The user's code of one instance while it runs: what it is told, what it does, and what it waits for.
 *
 * X1. Facts are applied one at a time, and the code goes on after each.
 */
import type { AwaitTree } from '@/contract/await-tree';
import type { FailureDetails } from '@/contract/failure-details';
import type { TerminalStatus } from '@/contract/runtime-status';
import { TOO_MANY_ACTIONS } from './action-limit';
import { describeAwaited } from './await-tree';
import type { Continuation } from './calls/context-host';
import { cancellationIn, OrchestrationCanceledError } from './canceled-error';
import { type CodeHost, Deeds } from './deeds';
import { type DriverHost, drive } from './driver';
import { LockTask } from './entity-tasks';
import { taskFailed, toFailureDetails } from './failure';
import type { HistoryFact, Payload } from './history';
import type { IncomingFact } from './incoming-fact';
import type { OpenTasks } from './open-tasks';
import { OrchestrationContext } from './orchestration-context';
import type { AnyOrchestrator } from './orchestrator';
import { deserialize, serialize } from './payload';
import type { ScheduledTask } from './scheduled-task';
import { startTimer } from './start-timer';
import type { OnAwaited, Resume, Task } from './task';
import { Waits } from './waits';

export class RunningCode implements DriverHost {
  readonly #deeds: Deeds;
  readonly #waits = new Waits();
  #state: 'idle' | 'running' | 'ended' = 'idle';
  #mustDrain = false;

  constructor(
    private readonly definition: AnyOrchestrator,
    private readonly host: CodeHost,
  ) {
    const awaited: OnAwaited = (task, resume) => this.#awaits(task, resume);
    this.#deeds = new Deeds(host, { awaited, giveUp: () => this.#giveUp() });
  }

  get open(): OpenTasks {
    return this.#deeds.open;
  }

  get hasEnded(): boolean {
    return this.#state === 'ended';
  }

  /** False while nothing has come in that begins the code, and until the time at which it is to begin. */
  get hasBegun(): boolean {
    return this.#state !== 'idle';
  }

  /** True where the code neither ended nor waits for a task: whatever it waits for is not durable. */
  get isAstray(): boolean {
    return this.#state === 'running' && this.#waits.size === 0 && this.continuation === null;
  }

  /** How the code wants to go on in another generation, once it has run as far as it can. */
  get continuation(): Continuation | null {
    return this.#deeds.continuation;
  }

  /** True once after each moment at which the code's microtasks have to run before anything else happens. */
  takeDrain(): boolean {
    const mustDrain = this.#mustDrain;
    this.#mustDrain = false;
    return mustDrain;
  }

  /** The tasks that somebody has still to do something for. */
  taskIds(): number[] {
    return [...this.open.ids(), ...this.#deeds.section.taskIds];
  }

  describeAwaited(): AwaitTree | null {
    return describeAwaited(this.#waits.tasks(), this.#waits.size);
  }

  /** Takes over what code that is not here has left open. */
  inherit(task: ScheduledTask<unknown>): void {
    this.open.open(task);
    if (task instanceof LockTask) this.#deeds.section.ask(task);
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
        return task && this.#deeds.answer(task, fact);
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
    if (this.continuation !== null) this.#over({ type: 'ContinuedAsNew', payload: this.continuation.payload });
  }

  #over(fact: HistoryFact): void {
    this.#state = 'ended';
    this.#deeds.end(fact);
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
      drive(this.definition.run(new OrchestrationContext(this.#deeds), deserialize(payload) as never), this);
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
    this.#deeds.section.enter(task);
    task.grant();
  }

  #interrupt(error: OrchestrationCanceledError): void {
    this.#deeds.isCancelRequested = true;
    if (this.hasBegun) this.#waits.interrupt(error);
    else this.failed(error);
  }

  /** The error gets the code out of its loop; that it may be caught changes nothing. */
  #giveUp(): never {
    this.end('Failed', null, TOO_MANY_ACTIONS);
    throw new Error(TOO_MANY_ACTIONS.message);
  }

  // What it does.

  #awaits(task: Task<unknown>, resume: Resume): void {
    this.waitsFor(task, (interruption) => {
      this.needsDrain();
      resume(interruption);
    });
  }

  waitsFor(task: Task<unknown>, resume: Resume): void {
    this.#waits.add(task, resume);
  }

  needsDrain(): void {
    this.#mustDrain = true;
  }

  completed(output: unknown): void {
    if (this.#deeds.isOver) return;
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

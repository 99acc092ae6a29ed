/**
 * The user's code of one instance while it runs: what it is told, what it does, and what it waits for.
 *
 * X1. Facts are applied one at a time, and the code goes on after each.
 * X2. The context works only while a turn is under way.
 * X3. Once the code has ended, nothing that is left of it changes anything.
 */
import type { AwaitTree } from '@/contract/await-tree';
import type { FailureDetails } from '@/contract/failure-details';
import type { TerminalStatus } from '@/contract/runtime-status';
import { describeAwaited } from './await-tree';
import type { ContextHost } from './calls/context-host';
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
import type { Task } from './task';

const OUTSIDE_TURN =
  'The orchestration context was used outside its turn. An orchestrator may only wait for tasks that its context gave it.';

/** What the code's deeds are reported to. */
export interface CodeHost {
  readonly record: InstanceRecord;
  readonly now: number;
  readonly isReplaying: boolean;
  readonly isInTurn: boolean;
  /** The code did something. */
  did(fact: HistoryFact): void;
  /** An event ended one of the code's waits. */
  answered(taskId: number, event: RaisedEvent): void;
  log(line: LogLine): void;
}

export class RunningCode implements ContextHost, DriverHost {
  readonly open = new OpenTasks();
  readonly section = new CriticalSection();
  readonly #awaited = new Set<Task<unknown>>();
  readonly #context = new OrchestrationContext(this);
  #state: 'idle' | 'running' | 'ended' = 'idle';
  #lastTaskId = 0;
  #mustDrain = false;

  constructor(
    private readonly definition: AnyOrchestrator,
    private readonly host: CodeHost,
  ) {}

  get hasEnded(): boolean {
    return this.#state === 'ended';
  }

  /** True where the code neither ended nor waits for a task: whatever it waits for is not durable. */
  get isAstray(): boolean {
    return this.#state === 'running' && this.#awaited.size === 0;
  }

  /** True once after each moment at which the code's microtasks have to run before anything else happens. */
  takeDrain(): boolean {
    const mustDrain = this.#mustDrain;
    this.#mustDrain = false;
    return mustDrain;
  }

  describeAwaited(): AwaitTree | null {
    return describeAwaited(this.#awaited);
  }

  // What it is told.

  apply(fact: IncomingFact): void {
    if (this.hasEnded) return;
    switch (fact.type) {
      case 'ExecutionStarted':
        return this.#start(deserialize(fact.payload));
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
      default:
    }
  }

  /** Ends the instance, whatever the code is about. */
  end(status: TerminalStatus, payload: Payload, failure?: FailureDetails): void {
    if (this.hasEnded || !this.host.isInTurn) return;
    const unlock = this.section.leave();
    this.#state = 'ended';
    if (unlock !== null) this.host.did(unlock);
    this.host.did({ type: 'ExecutionCompleted', status, payload, failure });
    this.#awaited.clear();
  }

  #start(input: unknown): void {
    this.#state = 'running';
    try {
      drive(this.definition.run(this.#context, input as never), this);
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

  assertInTurn(): void {
    if (!this.host.isInTurn) throw new Error(OUTSIDE_TURN);
  }

  nextTaskId(): number {
    this.#lastTaskId += 1;
    return this.#lastTaskId;
  }

  schedule(task: ScheduledTask<unknown>, fact: HistoryFact): void {
    this.emit(fact);
    if (this.hasEnded) return;
    const event = this.open.open(task);
    if (event !== undefined) this.#answer(task, event);
  }

  cancel(task: CancelableTask<unknown>): void {
    this.emit(task.cancellation);
    this.open.cancel(task);
  }

  emit(fact: HistoryFact): void {
    this.assertInTurn();
    if (!this.hasEnded) this.host.did(fact);
  }

  unlock(lock: LockTask): void {
    this.assertInTurn();
    const unlock = this.section.leave(lock);
    if (unlock === null) return;
    this.emit(unlock);
    this.open.cancel(lock);
  }

  log(level: LogLevel, message: string, facts: unknown): void {
    this.assertInTurn();
    if (!this.isReplaying) this.host.log({ level, message, facts });
  }

  awaited(task: Task<unknown>): void {
    this.waitsFor(task);
    task.observe(() => this.needsDrain());
  }

  waitsFor(task: Task<unknown>): void {
    if (task.isCompleted) return;
    this.#awaited.add(task);
    task.observe(() => this.#awaited.delete(task));
  }

  needsDrain(): void {
    this.#mustDrain = true;
  }

  completed(output: unknown): void {
    let payload: Payload;
    try {
      payload = serialize(output, 'The output');
    } catch (error) {
      return this.failed(error);
    }
    this.end('Completed', payload);
  }

  failed(error: unknown): void {
    this.end('Failed', null, toFailureDetails(error));
  }
}

/**
 * One instance in memory: the suspended code, what it waits for, and the record it leaves behind.
 *
 * X1. Facts are applied one at a time, and the code goes on after each.
 * X2. While the instance is suspended facts are kept, and applied in order once it is resumed.
 * X3. The context works only while a turn is under way.
 */
import { isTerminal } from '@/contract/runtime-status';
import { describeAwaited } from './await-tree';
import { Draft } from './draft';
import { type DriverHost, drive } from './driver';
import { ExternalEvents, type RaisedEvent } from './external-events';
import { TaskFailedError, toFailureDetails } from './failure';
import type { HistoryEvent, HistoryFact } from './history';
import { type ContextHost, OrchestrationContext } from './orchestration-context';
import type { AnyOrchestrator } from './orchestrator';
import type { InstanceRecord, LogLevel, Outcome } from './outcome';
import { deserialize, serialize } from './payload';
import { Recorder, type Turn } from './recorder';
import { ActivityTask, EventTask, type ScheduledTask } from './scheduled-task';
import type { Task } from './task';

const OUTSIDE_TURN =
  'The orchestration context was used outside its turn. An orchestrator may only wait for tasks that its context gave it.';

/** Where the instance's row comes from. */
export type Origin = Pick<Outcome, 'isNew' | 'replaces'>;

const NO_CODE: AnyOrchestrator = { kind: 'orchestrator', name: '', version: null, run: () => Promise.resolve() };

export class Execution implements ContextHost, DriverHost {
  readonly #recorder: Recorder;
  readonly #draft = new Draft();
  readonly #events = new ExternalEvents();
  readonly #tasks = new Map<number, ScheduledTask<unknown>>();
  readonly #awaited = new Set<Task<unknown>>();
  readonly #context = new OrchestrationContext(this);
  #turn: Turn = { number: 0, at: 0 };
  #inTurn = false;
  #lastTaskId = 0;
  #mustDrain = false;
  #isSuspended = false;
  #hasLeftovers = false;
  #kept: HistoryFact[] = [];
  #awaitingText: string | null = null;
  #deployment: string | null = null;

  constructor(
    private readonly definition: AnyOrchestrator,
    readonly record: InstanceRecord,
    private origin: Origin,
  ) {
    this.#recorder = new Recorder(record.historyLength, (fact) => this.#draft.add(fact, this.record, this.#turn.at));
  }

  /** An execution whose code cannot run here: all that can happen to it is its end. */
  static withoutCode(record: InstanceRecord): Execution {
    const execution = new Execution(NO_CODE, { ...record, problem: null }, { isNew: false, replaces: null });
    execution.#hasLeftovers = true;
    return execution;
  }

  get instanceId(): string {
    return this.record.instanceId;
  }

  get parentInstanceId(): string | null {
    return this.record.parent?.instanceId ?? null;
  }

  get version(): string | null {
    return this.record.version;
  }

  get now(): number {
    return this.#turn.at;
  }

  get isReplaying(): boolean {
    return this.#recorder.isReplaying;
  }

  get hasEnded(): boolean {
    return isTerminal(this.record.status);
  }

  get isSuspended(): boolean {
    return this.#isSuspended;
  }

  /** True while nothing has come in that ends the task. */
  isOpen(taskId: number): boolean {
    return this.#tasks.has(taskId) && !this.#kept.some((fact) => 'taskId' in fact && fact.taskId === taskId);
  }

  /** True where the event would be taken or kept; an answer to one wait only while that wait is open. */
  isWaitingFor(event: RaisedEvent): boolean {
    return (
      event.taskId === undefined || (this.isOpen(event.taskId) && this.#events.isWaiting(event.name, event.taskId))
    );
  }

  // The turn's side: what happens to the instance.

  beginTurn(at: number): void {
    this.#turn = { number: this.#turn.number + 1, at: Math.max(at, this.#turn.at) };
    this.#inTurn = true;
  }

  /** Takes in a new fact: it becomes history, and the code goes on. */
  receive(fact: HistoryFact): void {
    this.#recorder.append(fact, this.#turn);
    this.#admit(fact);
  }

  beginReplay(): void {
    this.#recorder.beginReplay();
    this.#inTurn = true;
  }

  /** Takes in a fact of old: the code goes on as it did then. Throws a `NonDeterminismError` where it does not. */
  replay(event: HistoryEvent): void {
    this.#turn = { number: event.turn, at: event.at };
    this.#deployment = event.deployment ?? this.#deployment;
    if (event.awaiting !== undefined) this.#awaitingText = JSON.stringify(event.awaiting);
    if (isIncoming(event)) {
      this.#recorder.replayIncoming(event);
      this.#admit(event);
    } else {
      this.#recorder.replayOutgoing(event);
    }
  }

  endReplay(): void {
    this.#recorder.endReplay({ number: this.#turn.number + 1, at: this.#turn.at });
    this.#inTurn = false;
  }

  /** True once after each moment at which the code's microtasks have to run before anything else happens. */
  takeDrain(): boolean {
    const mustDrain = this.#mustDrain;
    this.#mustDrain = false;
    return mustDrain;
  }

  endTurn(deployment: string): Outcome {
    this.#inTurn = false;
    const events = this.#recorder.takeEvents();
    this.#note(events, deployment);
    if (events.length === 0) this.#turn.number -= 1;
    this.record.historyLength = this.#recorder.historyLength;
    this.record.updatedAt = this.#turn.at;
    const outcome = {
      ...this.#draft.take({ ...this.record }),
      ...this.origin,
      events,
      hasLeftovers: this.#hasLeftovers,
    };
    this.record.revision += 1;
    this.origin = { isNew: false, replaces: null };
    return outcome;
  }

  /** Writes on the turn's events what is only known at its end: what it waits for, and which deployment ran it. */
  #note(events: HistoryEvent[], deployment: string): void {
    const awaiting = this.hasEnded ? null : describeAwaited(this.#awaited);
    this.record.waitingOn = awaiting;
    const [first] = events;
    const last = events.at(-1);
    if (first === undefined || last === undefined) return;
    if (this.#deployment !== deployment) first.deployment = this.#deployment = deployment;
    const text = awaiting === null ? null : JSON.stringify(awaiting);
    if (awaiting !== null && text !== this.#awaitingText) last.awaiting = awaiting;
    this.#awaitingText = text;
  }

  #admit(fact: HistoryFact): void {
    if (fact.type === 'ExecutionSuspended') this.#isSuspended = true;
    else if (fact.type === 'ExecutionResumed') this.#resume();
    else if (fact.type === 'ExecutionTerminated') this.#terminate(fact.reason);
    else if (this.#isSuspended) this.#kept.push(fact);
    else this.#apply(fact);
  }

  #resume(): void {
    this.#isSuspended = false;
    const kept = this.#kept;
    this.#kept = [];
    for (const fact of kept) this.#apply(fact);
  }

  #terminate(reason: string): void {
    this.#emitEnd({ type: 'ExecutionCompleted', status: 'Terminated', payload: serialize(reason, 'The reason') });
  }

  #apply(fact: HistoryFact): void {
    switch (fact.type) {
      case 'ExecutionStarted':
        return this.#start(deserialize(fact.payload));
      case 'TaskCompleted':
        return this.#take(fact.taskId)?.settle({ ok: true, value: deserialize(fact.payload) });
      case 'TaskFailed':
        return this.#fail(fact);
      case 'TimerFired':
        return this.#take(fact.taskId)?.settle({ ok: true, value: undefined });
      case 'EventRaised':
        return this.#deliver(this.#events.give(fact), fact);
      default:
    }
  }

  #start(input: unknown): void {
    try {
      drive(this.definition.run(this.#context, input as never), this);
    } catch (error) {
      this.failed(error);
    }
  }

  #take(taskId: number): ScheduledTask<unknown> | undefined {
    const task = this.#tasks.get(taskId);
    this.#tasks.delete(taskId);
    return task;
  }

  #fail({ taskId, failure }: Extract<HistoryFact, { type: 'TaskFailed' }>): void {
    const task = this.#take(taskId);
    const name = task instanceof ActivityTask ? `Activity '${task.name}'` : 'Task';
    const error = new TaskFailedError(`${name} (#${taskId}) failed: ${failure.message}`, taskId, failure);
    task?.settle({ ok: false, error });
  }

  #deliver(task: EventTask<unknown> | undefined, event: RaisedEvent): void {
    if (task === undefined) return;
    this.#tasks.delete(task.id);
    if (!this.isReplaying) this.#draft.answerWait(task.id, event.actor?.name ?? null, this.#turn.at);
    task.settle({ ok: true, value: deserialize(event.payload) });
  }

  // The code's side: what it does.

  assertInTurn(): void {
    if (!this.#inTurn) throw new Error(OUTSIDE_TURN);
  }

  nextTaskId(): number {
    this.#lastTaskId += 1;
    return this.#lastTaskId;
  }

  schedule(task: ScheduledTask<unknown>, fact: HistoryFact): void {
    this.emit(fact);
    this.#tasks.set(task.id, task);
    if (!(task instanceof EventTask)) return;
    const event = this.#events.take(task);
    if (event !== undefined) this.#deliver(task, event);
  }

  emit(fact: HistoryFact): void {
    this.assertInTurn();
    if (fact.type === 'TimerCanceled') this.#tasks.delete(fact.taskId);
    if (!this.hasEnded) this.#recorder.emit(fact, this.#turn);
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

  log(level: LogLevel, message: string, facts: unknown): void {
    if (!this.isReplaying) this.#draft.log({ level, message, facts });
  }

  completed(output: unknown): void {
    try {
      this.#emitEnd({ type: 'ExecutionCompleted', status: 'Completed', payload: serialize(output, 'The output') });
    } catch (error) {
      this.failed(error);
    }
  }

  failed(error: unknown): void {
    this.#emitEnd({ type: 'ExecutionCompleted', status: 'Failed', payload: null, failure: toFailureDetails(error) });
  }

  #emitEnd(fact: HistoryFact): void {
    if (this.hasEnded || !this.#inTurn) return;
    this.#recorder.emit(fact, this.#turn);
    this.#hasLeftovers ||= this.#tasks.size > 0;
    this.#tasks.clear();
    this.#awaited.clear();
  }
}

/** What comes in from outside, as against what the code does. */
function isIncoming(fact: HistoryFact): boolean {
  switch (fact.type) {
    case 'ExecutionStarted':
    case 'TaskCompleted':
    case 'TaskFailed':
    case 'TimerFired':
    case 'EventRaised':
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionTerminated':
      return true;
    default:
      return false;
  }
}

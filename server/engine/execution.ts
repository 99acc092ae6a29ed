/**
 * One instance in memory: its code, what keeps or lets it go on, and the record it leaves behind.
 *
 * X4. While the instance is suspended facts are kept, and applied in order, one at a time, once it is resumed.
 * X5. An execution whose code waits for nothing durable fails with its turn: nothing could ever wake it.
 */
import type { FailureDetails } from '@/contract/failure-details';
import { isTerminal } from '@/contract/runtime-status';
import { Draft } from './draft';
import type { RaisedEvent } from './external-events';
import type { HistoryEvent, HistoryFact } from './history';
import { type IncomingFact, isIncoming } from './incoming-fact';
import type { AnyOrchestrator } from './orchestrator';
import type { GenerationOutcome, InstanceRecord, LogLine, Outcome } from './outcome';
import { serialize } from './payload';
import { type Agreement, Recorder, type Turn } from './recorder';
import { type CodeHost, RunningCode } from './running-code';
import type { ScheduledTask } from './scheduled-task';
import { childTerminated } from './sent';
import { Suspension } from './suspension';
import { TurnNotes } from './turn-notes';

const ASTRAY = {
  errorType: 'NotDurable',
  message:
    'The orchestrator waits for something that its context did not give it, such as a promise of its own. Only tasks are durable: I/O and delays belong to activities and timers.',
};

/** Where the instance's row comes from. */
export type Origin = Pick<Outcome, 'isNew' | 'replaces'>;

const NO_CODE: AnyOrchestrator = { kind: 'orchestrator', name: '', version: null, run: () => Promise.resolve() };

export class Execution implements CodeHost {
  readonly #recorder: Recorder;
  readonly #code: RunningCode;
  readonly #draft = new Draft();
  readonly #suspension = new Suspension();
  readonly #notes = new TurnNotes();
  #turn: Turn = { number: 0, at: 0 };
  #turnBefore = this.#turn;
  #inTurn = false;
  #hasStarted = false;
  #leftovers: GenerationOutcome['leftovers'] = 'none';
  #eventIds: Set<string> | null = null;

  constructor(
    definition: AnyOrchestrator,
    readonly record: InstanceRecord,
    private origin: Origin,
  ) {
    this.#recorder = new Recorder(record.historyLength, (fact) => this.#draft.add(fact, this.record, this.#turn.at));
    this.#code = new RunningCode(definition, this);
  }

  /** An execution whose code cannot run here: all that can happen to it is its end. */
  static withoutCode(
    record: InstanceRecord,
    lastTurn: number,
    origin: Origin = { isNew: false, replaces: null },
  ): Execution {
    const execution = new Execution(NO_CODE, { ...record, problem: null }, origin);
    execution.#hasStarted = true;
    execution.#leftovers = 'drop';
    execution.#turn = { number: lastTurn, at: record.updatedAt };
    return execution;
  }

  get now(): number {
    return this.#turn.at;
  }

  get isInTurn(): boolean {
    return this.#inTurn;
  }

  get isReplaying(): boolean {
    return this.#recorder.isReplaying;
  }

  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  get hasEnded(): boolean {
    return isTerminal(this.record.status);
  }

  get isSuspended(): boolean {
    return this.#suspension.isSuspended;
  }

  /** The task with this id, while nothing has come in that ends it. */
  openTask(taskId: number): ScheduledTask<unknown> | undefined {
    return this.isOpen(taskId) ? this.#code.open.get(taskId) : undefined;
  }

  /** True while nothing has come in that ends the task. */
  isOpen(taskId: number): boolean {
    return this.#code.open.has(taskId) && !this.#suspension.holds(taskId);
  }

  /** True where the event would be taken or kept: once for each id, and an answer to one wait only while that is open. */
  takes({ name, taskId, eventId }: RaisedEvent): boolean {
    if (this.#eventIds?.has(eventId)) return false;
    return taskId === undefined || (this.isOpen(taskId) && this.#code.open.isWaitingFor(name, taskId));
  }

  beginTurn(at: number): void {
    this.#turnBefore = this.#turn;
    this.#turn = { number: this.#turn.number + 1, at: Math.max(at, this.#turn.at) };
    this.#inTurn = true;
  }

  /** Takes in a new fact: it becomes history, and the code goes on. */
  receive(fact: IncomingFact): void {
    this.#recorder.append(fact, this.#turn);
    this.#admit(fact);
  }

  /** Ends the sub-orchestrations that have not ended, and those below them. */
  terminateChildren(reason: string): void {
    for (const child of this.#code.open.children()) this.#draft.send(childTerminated(child, this.record, reason));
  }

  /** Ends it in the turn that is under way, though its code has not. */
  fail(failure: FailureDetails): void {
    this.#code.end('Failed', null, failure);
  }

  beginReplay(agrees: Agreement): void {
    this.#recorder.beginReplay(agrees);
    this.#inTurn = true;
  }

  /** Takes in a fact of old: the code goes on as it did then. Throws a `NonDeterminismError` where it does not. */
  replay(event: HistoryEvent): void {
    this.#turn = { number: event.turn, at: event.at };
    this.#notes.read(event);
    if (isIncoming(event)) {
      this.#recorder.replayIncoming(event);
      this.#admit(event);
    } else {
      if (event.type === 'ExecutionCompleted') this.#endAstray();
      this.#recorder.replayOutgoing(event);
    }
  }

  endReplay(): void {
    this.#recorder.endReplay({ number: this.#turn.number + 1, at: this.#turn.at });
    this.#inTurn = false;
  }

  /** Goes on with what was kept. True where the code's microtasks have to run before anything else happens. */
  mustDrain(): boolean {
    while (!this.#code.takeDrain()) {
      const kept = this.#suspension.next();
      if (kept === undefined) return false;
      this.#code.apply(kept);
    }
    return true;
  }

  endTurn(deployment: string): Outcome {
    this.#endAstray();
    this.#inTurn = false;
    const events = this.#recorder.takeEvents();
    this.record.waitingOn = this.#code.describeAwaited();
    this.#notes.write(events, this.record.waitingOn, deployment);
    // A turn that left nothing in history never was: a replay would know nothing of it.
    if (events.length === 0) this.#turn = this.#turnBefore;
    else this.record.updatedAt = this.#turn.at;
    this.record.historyLength = this.#recorder.historyLength;
    const outcome = {
      ...this.#draft.take({ ...this.record }),
      ...this.origin,
      generation: this.record.generation,
      earlier: [],
      forgetsUpTo: null,
      events,
      leftovers: this.#leftovers,
    };
    this.record.revision += 1;
    this.origin = { isNew: false, replaces: null };
    return outcome;
  }

  #admit(fact: IncomingFact): void {
    switch (fact.type) {
      case 'ExecutionSuspended':
        return this.#suspension.begin();
      case 'ExecutionResumed':
        return this.#suspension.end();
      case 'ExecutionTerminated':
        return this.#code.end('Terminated', serialize(fact.reason, 'The reason'));
      default:
        if (fact.type === 'ExecutionStarted') this.#hasStarted = true;
        if (fact.type === 'EventRaised') this.#remember(fact.eventId);
        if (this.isSuspended) this.#suspension.keep(fact);
        else this.#code.apply(fact);
    }
  }

  #remember(eventId: string): void {
    this.#eventIds ??= new Set();
    this.#eventIds.add(eventId);
  }

  #endAstray(): void {
    if (this.#code.isAstray) this.#code.end('Failed', null, ASTRAY);
  }

  // What the code reports.

  did(fact: HistoryFact): void {
    // What ended while the instance was suspended is gone: there is nothing left to cancel.
    if (isCancellation(fact) && this.#suspension.holds(fact.taskId)) return;
    this.#recorder.emit(fact, this.#turn);
    if (fact.type !== 'ExecutionCompleted') return;
    if (this.#code.open.size > 0) this.#leftovers = fact.status === 'Terminated' ? 'drop' : 'run';
    this.#code.open.clear();
  }

  answered(taskId: number, event: RaisedEvent): void {
    if (!this.isReplaying) this.#draft.answerWait(taskId, event.actor?.name ?? null, this.#turn.at);
  }

  log(line: LogLine): void {
    this.#draft.log(line);
  }
}

/** True for what takes back a row that goes when its task ends. */
function isCancellation(fact: HistoryFact): fact is Extract<HistoryFact, { type: 'TimerCanceled' | 'TaskCanceled' }> {
  return fact.type === 'TimerCanceled' || fact.type === 'TaskCanceled';
}

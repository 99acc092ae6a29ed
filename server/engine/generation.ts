/**
 * One generation of an instance in memory: its code, its history, and what keeps or lets it go on.
 *
 * X4. While the instance is suspended facts are kept, and applied in order, one at a time, once it is resumed.
 * X5. Code that waits for nothing durable fails with its turn: nothing could ever wake it.
 */
import type { AwaitTree } from '@/contract/await-tree';
import type { FailureDetails } from '@/contract/failure-details';
import type { RuntimeStatus } from '@/contract/runtime-status';
import { ASTRAY } from './astray';
import type { Continuation } from './calls/context-host';
import type { CodeHost } from './deeds';
import { Draft, type Drafted } from './draft';
import type { RaisedEvent } from './external-events';
import { bySeq, canceledTask, isCancellation, isStopped, scheduledTask } from './fact-kinds';
import type { HistoryEvent, HistoryFact } from './history';
import { type IncomingFact, isIncoming } from './incoming-fact';
import { type AnyOrchestrator, NO_CODE } from './orchestrator';
import type { GenerationOutcome, InstanceRecord, LogLine } from './outcome';
import { serialize } from './payload';
import { ReceivedEvents } from './received-events';
import { type Agreement, Recorder, type Turn } from './recorder';
import type { Remains } from './remains';
import { askedAgain, type RewindMessage } from './rewind';
import { RunningCode } from './running-code';
import { type ScheduledTask, TimerTask } from './scheduled-task';
import { childTerminated } from './sent';
import { Suspension } from './suspension';
import { TurnNotes } from './turn-notes';

/** What a turn leaves behind of a generation. */
export type GenerationEnd = Drafted & { awaiting: AwaitTree | null };

export class Generation implements CodeHost {
  readonly #recorder: Recorder;
  readonly #code: RunningCode;
  readonly #draft = new Draft();
  readonly #suspension = new Suspension();
  readonly #notes = new TurnNotes();
  #turn: Turn = { number: 0, at: 0 };
  #turnBefore = this.#turn;
  #inTurn = false;
  #isTraced = false;
  #hasStarted = false;
  #isCancelRequested = false;
  #leftovers: GenerationOutcome['leftovers'] = 'none';
  readonly received = new ReceivedEvents();
  /** Events of the generation before that this one begins with. */
  #kept: HistoryEvent[] = [];

  constructor(
    definition: AnyOrchestrator,
    readonly record: InstanceRecord,
  ) {
    this.#recorder = new Recorder(record.historyLength, (fact) => this.#draft.add(fact, this.record, this.#turn.at));
    this.#code = new RunningCode(definition, this);
  }

  /** A generation whose code cannot run here: all that can happen to it is its end. */
  static withoutCode(record: InstanceRecord, { lastTurn, tasks }: Remains): Generation {
    const generation = new Generation(NO_CODE, record);
    generation.#hasStarted = true;
    generation.#leftovers = 'drop';
    generation.#turn = { number: lastTurn, at: record.updatedAt };
    for (const task of tasks) generation.#code.inherit(task);
    return generation;
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

  get wantsCallSites(): boolean {
    return this.#isTraced || !this.isReplaying;
  }

  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  get isSuspended(): boolean {
    return this.#suspension.isSuspended;
  }

  /** True once somebody asked the code to end, though it may not know it yet. */
  get isCancelRequested(): boolean {
    return this.#isCancelRequested;
  }

  get deeds(): number {
    return this.#recorder.deeds;
  }

  get historyLength(): number {
    return this.#recorder.historyLength;
  }

  /** The instance's status while it has not ended. */
  get status(): RuntimeStatus {
    if (this.isSuspended) return 'Suspended';
    return this.#code.hasBegun ? 'Running' : 'Pending';
  }

  /** The task with this id, while nothing has come in that ends it. */
  openTask(taskId: number): ScheduledTask<unknown> | undefined {
    return this.#suspension.holds(taskId) ? undefined : this.#code.open.get(taskId);
  }

  /** How many events have come in that the code has not taken. */
  get queuedEvents(): number {
    return this.#code.open.keptEventCount + this.#suspension.keptCount;
  }

  /** True where the event would be taken or kept: once for each id, and an answer to one wait only while that is open. */
  takes({ name, taskId, eventId }: RaisedEvent): boolean {
    if (this.received.has(eventId)) return false;
    if (taskId === undefined) return true;
    return this.openTask(taskId) !== undefined && this.#code.open.isWaitingFor(name, taskId);
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

  /** From now on a replay knows where in the code each call was made, which takes its time. */
  trace(): void {
    this.#isTraced = true;
  }

  beginReplay(agrees: Agreement): void {
    this.#recorder.beginReplay(agrees);
    this.#inTurn = true;
  }

  /** Takes in a fact of old: the code goes on as it did then. Throws a `NonDeterminismError` where it does not. */
  replay(event: HistoryEvent): void {
    this.#code.endAsNew();
    this.#turn = { number: event.turn, at: event.at };
    this.#notes.read(event);
    if (event.type === 'ExecutionRewound') return this.#recorder.replayMark(event);
    if (isIncoming(event)) {
      this.#recorder.replayIncoming(event);
      this.#admit(event);
    } else {
      if (event.type === 'ExecutionCompleted') this.#endAstray();
      this.#recorder.replayOutgoing(event);
      this.#setTimer(event);
    }
  }

  endReplay(): void {
    this.#recorder.endReplay({ number: this.#turn.number + 1, at: this.#turn.at });
    this.#inTurn = false;
  }

  /** Takes in a fact of the generation before, which becomes one of this one. */
  keep(event: HistoryEvent): void {
    this.replay(event);
    this.#kept.push(event);
  }

  /** Ends the replay of what was kept, and asks anew for all that is still open and has not `ended` since. */
  endRewind(rewind: RewindMessage, at: number, ended: ReadonlySet<number>): void {
    const canceled = this.#recorder.beyond.flatMap(canceledTask);
    const hasEnded = (taskId: number) => ended.has(taskId) || this.#suspension.holds(taskId);
    const open = new Set([...this.#code.taskIds(), ...canceled].filter((taskId) => !hasEnded(taskId)));
    this.#turn = { number: this.#turn.number + 1, at: Math.max(at, this.#turn.at) };
    this.#kept = this.#kept.map((event) => {
      if (!open.has(scheduledTask(event) ?? Number.NaN)) return event;
      const again = askedAgain(event, this.#turn.at);
      this.#draft.askAgain(again, this.record, rewind);
      this.#setTimer(again);
      return again;
    });
    this.#recorder.append({ type: 'ExecutionRewound', reason: rewind.reason, actor: rewind.actor }, this.#turn);
    this.#recorder.endReplay(this.#turn);
  }

  /** History says when a timer fires, also where the code has other plans by now. */
  #setTimer(event: HistoryEvent): void {
    if (event.type !== 'TimerCreated') return;
    const timer = this.#code.open.get(event.taskId);
    if (timer instanceof TimerTask) timer.fireAt = event.fireAt;
  }

  /** Takes in what came in before, in another generation, unless it is for a task that is not open here. */
  receiveAgain(fact: IncomingFact): void {
    if ('taskId' in fact && fact.taskId !== undefined && this.openTask(fact.taskId) === undefined) return;
    if (fact.type === 'TimerFired') this.#draft.forgetTimer(fact.taskId);
    this.receive(fact);
  }

  /** Goes on with what was kept. True where the code's microtasks have to run before anything else happens. */
  mustDrain(): boolean {
    while (!this.#code.takeDrain()) {
      if (this.#code.continuation !== null) return false;
      const kept = this.#suspension.next();
      if (kept === undefined) return false;
      this.#code.apply(kept);
    }
    return true;
  }

  /** How the code wants to go on in the next generation; null where it does not. */
  get continuation(): Continuation | null {
    return this.#code.continuation;
  }

  /** Ends the generation because the code continues as new. Gives the events that nobody took, in the order in which they came. */
  endAsNew(): RaisedEvent[] {
    const events = [...this.#code.open.keptEvents(), ...this.#suspension.events()];
    this.#code.endAsNew();
    return events.filter(({ taskId }) => taskId === undefined).sort(bySeq);
  }

  endTurn(deployment: string): GenerationEnd {
    this.#endAstray();
    this.#inTurn = false;
    const kept = this.#kept;
    this.#kept = [];
    const events = this.#recorder.takeEvents();
    const awaiting = this.#code.describeAwaited();
    this.#notes.write(events, awaiting, deployment);
    // A turn that left nothing in history never was: a replay would know nothing of it.
    if (events.length === 0) this.#turn = this.#turnBefore;
    const all = kept.length === 0 ? events : [...kept, ...events];
    const { generation } = this.record;
    const { outcome, sends, logs } = this.#draft.take({ generation, events: all, leftovers: this.#leftovers });
    return { outcome, sends, logs, awaiting };
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
        if (fact.type === 'ExecutionStarted') {
          this.#hasStarted = true;
          this.record.trace = fact.trace;
          this.received.start(fact.eventIds);
        }
        if (fact.type === 'ExecutionCancelRequested') this.#isCancelRequested = true;
        if (fact.type === 'EventRaised') this.received.add(fact.eventId);
        if (this.isSuspended) this.#suspension.keep(fact);
        else this.#code.apply(fact);
    }
  }

  #endAstray(): void {
    if (this.#code.isAstray) this.#code.end('Failed', null, ASTRAY);
  }

  // What the code reports.

  did(fact: HistoryFact): void {
    // What ended while the instance was suspended is gone: there is nothing left to cancel.
    if (isCancellation(fact) && this.#suspension.holds(fact.taskId)) return;
    this.#recorder.emit(fact, this.#turn);
    if (fact.type !== 'ExecutionCompleted' && fact.type !== 'ContinuedAsNew') return;
    if (this.#code.open.size > 0) this.#leftovers = isStopped(fact) ? 'drop' : 'run';
    this.#code.open.clear();
  }

  answered(taskId: number, event: RaisedEvent): void {
    if (!this.isReplaying) this.#draft.answerWait(taskId, event.actor?.name ?? null, this.#turn.at);
  }

  log(line: LogLine): void {
    this.#draft.log(line);
  }
}

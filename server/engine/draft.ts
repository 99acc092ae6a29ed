/** An outcome in the making: collects what each fact of the turn asks of storage and of the hub. */
import type { HistoryEvent, HistoryFact, Sent } from './history';
import type { GenerationOutcome, InstanceRecord, LogLine, WorkItem } from './outcome';
import type { RewindMessage } from './rewind';
import { childRewound, childStarted, eventSent, lockMoved, operationAsked, parentAnswered } from './sent';
import { START_TIMER_ID } from './start-timer';
import { traceOf } from './trace-link';

export type Drafted = { outcome: GenerationOutcome; sends: Sent[]; logs: LogLine[] };

export class Draft {
  #outcome = nothing();
  #sends: Sent[] = [];
  #logs: LogLine[] = [];

  /** Turns a new fact into its effects, on the record and beyond it. */
  add(fact: HistoryFact, record: InstanceRecord, at: number): void {
    switch (fact.type) {
      case 'ExecutionStarted':
        if (fact.startAt !== undefined) {
          this.#outcome.timersCreated.push({ taskId: START_TIMER_ID, fireAt: fact.startAt });
        }
        break;
      case 'TaskScheduled':
        this.#outcome.workItems.push(workItem(fact, record));
        break;
      case 'TaskCanceled':
        this.#outcome.workItemsCanceled.push(fact.taskId);
        break;
      case 'SubOrchestrationInstanceCreated':
        this.send(childStarted(fact, record, at));
        break;
      case 'EntityOperationCalled':
      case 'EntityOperationSignaled':
        this.send(operationAsked(fact, record));
        break;
      case 'EntityLockRequested':
      case 'EntityUnlockSent':
        this.send(lockMoved(fact, record));
        break;
      case 'EventSent':
        this.send(eventSent(fact, record));
        break;
      case 'TimerCreated':
        this.#outcome.timersCreated.push({ taskId: fact.taskId, fireAt: fact.fireAt });
        break;
      case 'TimerCanceled':
        this.#cancelTimer(fact.taskId);
        break;
      case 'EventWaitStarted':
        this.#outcome.waitsOpened.push({
          taskId: fact.taskId,
          eventName: fact.name,
          humanTask: fact.humanTask ?? null,
          startedAt: at,
        });
        break;
      case 'EventWaitCanceled':
        this.#outcome.waitsClosed.push({ taskId: fact.taskId, state: 'closed', decidedBy: null, closedAt: at });
        break;
      case 'CustomStatusSet':
        record.customStatus = fact.payload;
        break;
      case 'ExecutionCompleted':
        Object.assign(record, {
          status: fact.status,
          output: fact.payload,
          failure: fact.failure ?? null,
          completedAt: at,
        });
        if (record.parent !== null) this.send(parentAnswered(record.parent, record));
        break;
      default:
    }
  }

  /** Asks anew for what a task of the generation before stands for. */
  askAgain(fact: HistoryEvent, record: InstanceRecord, rewind: RewindMessage): void {
    if (fact.type === 'SubOrchestrationInstanceCreated') this.send(childRewound(fact, record, rewind));
    else this.add(fact, record, fact.at);
  }

  /** The timer has fired. */
  forgetTimer(taskId: number): void {
    const index = this.#outcome.timersCreated.findIndex((timer) => timer.taskId === taskId);
    if (index >= 0) this.#outcome.timersCreated.splice(index, 1);
  }

  /** A timer of this very turn was never stored, so there is nothing to take back. */
  #cancelTimer(taskId: number): void {
    const index = this.#outcome.timersCreated.findIndex((timer) => timer.taskId === taskId);
    if (index >= 0) this.#outcome.timersCreated.splice(index, 1);
    else this.#outcome.timersCanceled.push(taskId);
  }

  answerWait(taskId: number, decidedBy: string | null, at: number): void {
    this.#outcome.waitsClosed.push({ taskId, state: 'answered', decidedBy, closedAt: at });
  }

  send(message: Sent): void {
    this.#sends.push(message);
  }

  log(line: LogLine): void {
    this.#logs.push(line);
  }

  /** The outcome with what it is of. It is handed over, not copied: a turn is short. */
  take(of: Pick<GenerationOutcome, 'generation' | 'events' | 'leftovers'>): Drafted {
    const drafted = { outcome: this.#outcome, sends: this.#sends, logs: this.#logs };
    drafted.outcome.generation = of.generation;
    drafted.outcome.events = of.events;
    drafted.outcome.leftovers = of.leftovers;
    this.#outcome = nothing();
    this.#sends = [];
    this.#logs = [];
    return drafted;
  }
}

function workItem(fact: Extract<HistoryFact, { type: 'TaskScheduled' }>, record: InstanceRecord): WorkItem {
  const { taskId, name, payload: input, attempt, firstTaskId, tags } = fact;
  return { taskId, name, input, attempt, firstTaskId, tags, trace: traceOf(record) };
}

function nothing(): GenerationOutcome {
  return {
    generation: 0,
    events: [],
    leftovers: 'none',
    workItems: [],
    workItemsCanceled: [],
    timersCreated: [],
    timersCanceled: [],
    waitsOpened: [],
    waitsClosed: [],
  };
}

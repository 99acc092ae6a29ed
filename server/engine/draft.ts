/** An outcome in the making: collects what each fact of the turn asks of storage and of the hub. */
import type { HistoryEvent, HistoryFact, Sent } from './history';
import type { GenerationOutcome, InstanceRecord, LogLine, WorkItem } from './outcome';
import type { RewindMessage } from './rewind';
import { childRewound, childStarted, eventSent, lockMoved, operationAsked, parentAnswered } from './sent';
import { START_TIMER_ID } from './start-timer';

/** What the facts of one turn ask of storage, for their generation. */
type Effects = Omit<GenerationOutcome, 'generation' | 'events' | 'leftovers'>;

export type Drafted = { effects: Effects; sends: Sent[]; logs: LogLine[] };

export class Draft {
  #effects = nothing();
  #sends: Sent[] = [];
  #logs: LogLine[] = [];

  /** Turns a new fact into its effects, on the record and beyond it. */
  add(fact: HistoryFact, record: InstanceRecord, at: number): void {
    switch (fact.type) {
      case 'ExecutionStarted':
        if (fact.startAt !== undefined) {
          this.#effects.timersCreated.push({ taskId: START_TIMER_ID, fireAt: fact.startAt });
        }
        break;
      case 'TaskScheduled':
        this.#effects.workItems.push(workItem(fact));
        break;
      case 'TaskCanceled':
        this.#effects.workItemsCanceled.push(fact.taskId);
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
        this.#effects.timersCreated.push({ taskId: fact.taskId, fireAt: fact.fireAt });
        break;
      case 'TimerCanceled':
        this.#cancelTimer(fact.taskId);
        break;
      case 'EventWaitStarted':
        this.#effects.waitsOpened.push({
          taskId: fact.taskId,
          eventName: fact.name,
          humanTask: fact.humanTask ?? null,
          startedAt: at,
        });
        break;
      case 'EventWaitCanceled':
        this.#effects.waitsClosed.push({ taskId: fact.taskId, state: 'closed', decidedBy: null, closedAt: at });
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
    const index = this.#effects.timersCreated.findIndex((timer) => timer.taskId === taskId);
    if (index >= 0) this.#effects.timersCreated.splice(index, 1);
  }

  /** A timer of this very turn was never stored, so there is nothing to take back. */
  #cancelTimer(taskId: number): void {
    const index = this.#effects.timersCreated.findIndex((timer) => timer.taskId === taskId);
    if (index >= 0) this.#effects.timersCreated.splice(index, 1);
    else this.#effects.timersCanceled.push(taskId);
  }

  answerWait(taskId: number, decidedBy: string | null, at: number): void {
    this.#effects.waitsClosed.push({ taskId, state: 'answered', decidedBy, closedAt: at });
  }

  send(message: Sent): void {
    this.#sends.push(message);
  }

  log(line: LogLine): void {
    this.#logs.push(line);
  }

  take(): Drafted {
    const drafted = { effects: this.#effects, sends: this.#sends, logs: this.#logs };
    this.#effects = nothing();
    this.#sends = [];
    this.#logs = [];
    return drafted;
  }
}

function workItem(fact: Extract<HistoryFact, { type: 'TaskScheduled' }>): WorkItem {
  const { taskId, name, payload: input, attempt, firstTaskId, tags } = fact;
  return { taskId, name, input, attempt, firstTaskId, tags };
}

function nothing(): Effects {
  return {
    workItems: [],
    workItemsCanceled: [],
    timersCreated: [],
    timersCanceled: [],
    waitsOpened: [],
    waitsClosed: [],
  };
}

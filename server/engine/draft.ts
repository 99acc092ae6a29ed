/** An outcome in the making: collects what each fact of the turn asks of storage and of the hub. */
import type { HistoryEvent, HistoryFact, Sent } from './history';
import type {
  GenerationOutcome,
  InstanceRecord,
  LogLine,
  TimerCreated,
  WaitClosed,
  WaitOpened,
  WorkItem,
} from './outcome';
import type { RewindMessage } from './rewind';
import { childRewound, childStarted, eventSent, lockMoved, operationAsked, parentAnswered } from './sent';
import { START_TIMER_ID } from './start-timer';
import { traceOf } from './trace-link';

export type Drafted = { outcome: GenerationOutcome; sends: readonly Sent[]; logs: readonly LogLine[] };

/** Most turns ask for one thing, if any: what they do not ask for shares one empty list. */
const NOTHING: readonly never[] = [];

export class Draft {
  #workItems: WorkItem[] | null = null;
  #workItemsCanceled: number[] | null = null;
  #timersCreated: TimerCreated[] | null = null;
  #timersCanceled: number[] | null = null;
  #waitsOpened: WaitOpened[] | null = null;
  #waitsClosed: WaitClosed[] | null = null;
  #sends: Sent[] | null = null;
  #logs: LogLine[] | null = null;

  /** Turns a new fact into its effects, on the record and beyond it. */
  add(fact: HistoryFact, record: InstanceRecord, at: number): void {
    switch (fact.type) {
      case 'ExecutionStarted':
        if (fact.startAt !== undefined) {
          this.#timersCreated = added(this.#timersCreated, { taskId: START_TIMER_ID, fireAt: fact.startAt });
        }
        break;
      case 'TaskScheduled':
        this.#workItems = added(this.#workItems, workItem(fact, record));
        break;
      case 'TaskCanceled':
        this.#workItemsCanceled = added(this.#workItemsCanceled, fact.taskId);
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
        this.#timersCreated = added(this.#timersCreated, { taskId: fact.taskId, fireAt: fact.fireAt });
        break;
      case 'TimerCanceled':
        this.#cancelTimer(fact.taskId);
        break;
      case 'EventWaitStarted':
        this.#waitsOpened = added(this.#waitsOpened, {
          taskId: fact.taskId,
          eventName: fact.name,
          humanTask: fact.humanTask ?? null,
          startedAt: at,
        });
        break;
      case 'EventWaitCanceled':
        this.#waitsClosed = added(this.#waitsClosed, {
          taskId: fact.taskId,
          state: 'closed',
          decidedBy: null,
          closedAt: at,
        });
        break;
      case 'CustomStatusSet':
        record.customStatus = fact.payload;
        break;
      case 'ExecutionCompleted':
        record.status = fact.status;
        record.output = fact.payload;
        record.failure = fact.failure ?? null;
        record.completedAt = at;
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

  /** The timer has fired. True where it is one of this turn. */
  forgetTimer(taskId: number): boolean {
    const index = this.#timersCreated?.findIndex((timer) => timer.taskId === taskId) ?? -1;
    if (index >= 0) this.#timersCreated?.splice(index, 1);
    return index >= 0;
  }

  /** A timer of this very turn was never stored, so there is nothing to take back. */
  #cancelTimer(taskId: number): void {
    if (!this.forgetTimer(taskId)) this.#timersCanceled = added(this.#timersCanceled, taskId);
  }

  answerWait(taskId: number, decidedBy: string | null, at: number): void {
    this.#waitsClosed = added(this.#waitsClosed, { taskId, state: 'answered', decidedBy, closedAt: at });
  }

  send(message: Sent): void {
    this.#sends = added(this.#sends, message);
  }

  log(line: LogLine): void {
    this.#logs = added(this.#logs, line);
  }

  /** The outcome with what it is of. It is handed over, not copied: a turn is short. */
  take({ generation, events, leftovers }: Pick<GenerationOutcome, 'generation' | 'events' | 'leftovers'>): Drafted {
    const outcome: GenerationOutcome = {
      generation,
      events,
      leftovers,
      workItems: this.#workItems ?? NOTHING,
      workItemsCanceled: this.#workItemsCanceled ?? NOTHING,
      timersCreated: this.#timersCreated ?? NOTHING,
      timersCanceled: this.#timersCanceled ?? NOTHING,
      waitsOpened: this.#waitsOpened ?? NOTHING,
      waitsClosed: this.#waitsClosed ?? NOTHING,
    };
    const drafted = { outcome, sends: this.#sends ?? NOTHING, logs: this.#logs ?? NOTHING };
    this.#workItems = this.#workItemsCanceled = this.#timersCreated = this.#timersCanceled = null;
    this.#waitsOpened = this.#waitsClosed = this.#sends = this.#logs = null;
    return drafted;
  }
}

function added<T>(list: T[] | null, item: T): T[] {
  if (list === null) return [item];
  list.push(item);
  return list;
}

function workItem(fact: Extract<HistoryFact, { type: 'TaskScheduled' }>, record: InstanceRecord): WorkItem {
  const { taskId, name, payload: input, attempt, firstTaskId, tags } = fact;
  return { taskId, name, input, attempt, firstTaskId, tags, trace: traceOf(record) };
}

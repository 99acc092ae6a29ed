/**
 * One instance in memory: the generation that it is in, those that ended in this turn, and the record it leaves behind.
 *
 * X6. Where the code continues as new, the next generation begins in the same turn, and the turn's later messages are its.
 * X7. Events that no code took go on to the next generation, in order and before all that come later.
 * X9. An event that is raised again under its id is nothing new, though the code has continued as new since.
 * X8. A turn ends: after so many generations the next one waits for a moment.
 */
import { isTerminal } from '@/contract/runtime-status';
import type { Continuation } from './calls/context-host';
import { Generation, type GenerationEnd } from './generation';
import type { HistoryEvent, ParentLink, StartFacts } from './history';
import { type IncomingFact, startFact } from './incoming-fact';
import { continued, copyOf } from './new-record';
import { type AnyOrchestrator, NO_CODE } from './orchestrator';
import type { GenerationOutcome, InstanceRecord, Outcome } from './outcome';
import { agreesInEssence } from './recorder';
import type { Remains } from './remains';
import { asNew, endedAgain, planRewind, type RewindMessage, type RewindPlan, rewoundRecord } from './rewind';

/** Where the instance's row comes from. */
export type Origin = Pick<Outcome, 'isNew' | 'replaces'>;

/** The row is in the store. */
const STORED: Origin = { isNew: false, replaces: null };

/** How many generations may end in one turn before the next one waits, and how long it does. */
const GENERATIONS_MAX = 10;
const PAUSE_MS = 100;

const NO_EARLIER: readonly GenerationOutcome[] = [];

const REPLACED = 'Another instance took its place.';

/** What takes an instance's place: the code, and the row. */
export type Replacement = { definition: AnyOrchestrator; record: InstanceRecord };

export class Execution {
  #generation: Generation;
  #deployment = '';
  /** What ended in the turn that is under way, oldest first. */
  #earlier: GenerationEnd[] = [];
  /** What came in before this generation and is still to come in again. */
  #carried: IncomingFact[] = [];
  #forgetsUpTo: number | null = null;
  /** Where a rewind goes back to; null where the instance cannot be rewound. */
  #plan: RewindPlan | null = null;

  constructor(
    private definition: AnyOrchestrator,
    readonly record: InstanceRecord,
    private origin: Origin,
  ) {
    this.#generation = new Generation(definition, record);
  }

  /** An execution whose code cannot run here: all that can happen to it is its end. */
  static withoutCode(record: InstanceRecord, remains: Remains, origin: Origin = STORED): Execution {
    const execution = new Execution(NO_CODE, { ...record, problem: null }, origin);
    execution.#generation = Generation.withoutCode(execution.record, remains);
    return execution;
  }

  /** An execution of an instance that failed: it goes back to before its failure when a `rewind` comes in, which is first. */
  static toRewind(definition: AnyOrchestrator, record: InstanceRecord, history: readonly HistoryEvent[]): Execution {
    const plan = planRewind(history);
    const origin = { isNew: true, replaces: { instanceId: record.instanceId, revision: record.revision } };
    const execution = new Execution(definition, rewoundRecord(record, plan), origin);
    execution.#plan = plan;
    execution.#forgetsUpTo = forgottenBefore(execution.record.generation);
    return execution;
  }

  /** The generation that what comes in is for. */
  get generation(): Generation {
    return this.#generation;
  }

  get hasEnded(): boolean {
    return isTerminal(this.record.status);
  }

  beginTurn(at: number, deployment: string): void {
    this.#deployment = deployment;
    this.#generation.beginTurn(at);
  }

  /** Goes on as far as it can. True where the code's microtasks have to run before anything else happens. */
  mustDrain(): boolean {
    while (!this.#generation.mustDrain()) if (!this.#goOn()) return false;
    return true;
  }

  endTurn(): Outcome {
    const last = this.#generation.endTurn(this.#deployment);
    this.#record(last);
    const earlier = this.#earlier;
    const all = earlier.length === 0 ? last : gathered([...earlier, last]);
    // Each field by name: a spread of so many costs more than all else that a turn does.
    const outcome: Outcome = {
      generation: last.outcome.generation,
      events: last.outcome.events,
      workItems: last.outcome.workItems,
      workItemsCanceled: last.outcome.workItemsCanceled,
      timersCreated: last.outcome.timersCreated,
      timersCanceled: last.outcome.timersCanceled,
      waitsOpened: last.outcome.waitsOpened,
      waitsClosed: last.outcome.waitsClosed,
      leftovers: last.outcome.leftovers,
      isNew: this.origin.isNew,
      replaces: this.origin.replaces,
      record: copyOf(this.record),
      earlier:
        earlier.length === 0 ? NO_EARLIER : earlier.map((ended) => withoutForgotten(ended.outcome, this.#forgetsUpTo)),
      forgetsUpTo: this.#forgetsUpTo,
      sends: all.sends,
      logs: all.logs,
      ended: this.hasEnded,
    };
    this.record.revision += 1;
    this.origin = STORED;
    if (earlier.length > 0) this.#earlier = [];
    if (this.#carried.length > 0) this.#carried = [];
    this.#forgetsUpTo = null;
    return outcome;
  }

  #record({ outcome, awaiting }: GenerationEnd): void {
    const { record } = this;
    const generation = this.#generation;
    if (!this.hasEnded) record.status = generation.status;
    if (outcome.events.length > 0) record.updatedAt = generation.now;
    record.waitingOn = awaiting;
    record.historyLength = generation.historyLength;
  }

  /** Goes on in the next generation, or with what was carried over to it. False where there is nothing to go on with. */
  #goOn(): boolean {
    if (this.hasEnded || this.#generation.isReplaying) return false;
    const { continuation } = this.#generation;
    if (continuation !== null) {
      this.#continueAsNew(continuation);
      return true;
    }
    const fact = this.#carried.shift();
    if (fact !== undefined) this.#generation.receiveAgain(fact);
    return fact !== undefined;
  }

  #continueAsNew({ payload, keepEvents }: Continuation): void {
    const untaken = this.#generation.endAsNew();
    const eventIds = this.#generation.received.latest;
    this.#carried = keepEvents ? [...untaken, ...this.#carried].flatMap(raisedAgain) : [];
    this.#beginAnew(continued(this.record, payload), this.definition);
    this.#forgetsUpTo = forgottenBefore(this.record.generation);
    const { now } = this.#generation;
    const { name, trace } = this.record;
    const startAt = this.#earlier.length < GENERATIONS_MAX ? undefined : now + PAUSE_MS;
    this.#generation.receive({ type: 'ExecutionStarted', name, payload, startAt, eventIds, trace });
  }

  /** Begins the next generation, with this row, in the turn in which the last one ended. */
  #beginAnew(record: InstanceRecord, definition: AnyOrchestrator): void {
    const { now } = this.#generation;
    this.#earlier.push(this.#generation.endTurn(this.#deployment));
    this.#writeRowAnew();
    Object.assign(this.record, record, { revision: this.record.revision });
    this.definition = definition;
    this.#generation = new Generation(definition, this.record);
    this.#generation.beginTurn(now);
  }

  /** Goes back to before the failure. Yields like a turn. False where there is nothing to go back to. */
  *rewind(message: RewindMessage): Generator<void, boolean, void> {
    const plan = this.#plan;
    this.#plan = null;
    if (plan === null) return this.#linkAgain(message.parent);
    const { generation } = this;
    const at = generation.now;
    if (message.parent !== undefined) this.record.parent = message.parent;
    generation.beginReplay(agreesInEssence);
    for (const event of plan.kept) {
      generation.keep(event);
      while (generation.mustDrain()) yield;
    }
    generation.endRewind(message, at, endedAgain(plan));
    this.#carried = plan.again;
    return true;
  }

  /** Takes in that the parent was rewound and waits in a new generation. */
  #linkAgain(parent: ParentLink | undefined): boolean {
    if (parent === undefined || parent.instanceId !== this.record.parent?.instanceId) return false;
    this.#writeRowAnew();
    this.record.parent = parent;
    return true;
  }

  /** Begins another instance under the same id. This one is terminated, and those below it, if it has not ended. */
  replace(start: StartFacts, { definition, record }: Replacement): void {
    const { generation } = this;
    if (!this.hasEnded) {
      generation.terminateChildren(REPLACED);
      generation.receive({ type: 'ExecutionTerminated', reason: REPLACED, actor: start.actor });
    }
    this.#carried = [];
    this.#beginAnew({ ...record, generation: this.record.generation + 1 }, definition);
    this.#generation.receive(startFact(start, this.#generation.now));
  }

  /** What a turn usually leaves alone has changed in the row: another takes its place. */
  #writeRowAnew(): void {
    if (this.origin.isNew) return;
    this.origin = { isNew: true, replaces: { instanceId: this.record.instanceId, revision: this.record.revision } };
    this.record.revision = 0;
  }
}

/** What several generations send and log, in order. */
function gathered(ends: readonly GenerationEnd[]): Pick<GenerationEnd, 'sends' | 'logs'> {
  return { sends: ends.flatMap(({ sends }) => sends), logs: ends.flatMap(({ logs }) => logs) };
}

/** Events that are forgotten as soon as they are written need not be written. */
function withoutForgotten(outcome: GenerationOutcome, forgetsUpTo: number | null): GenerationOutcome {
  const isForgotten = forgetsUpTo !== null && outcome.generation <= forgetsUpTo;
  return isForgotten ? { ...outcome, events: [] } : outcome;
}

/** Of what no code took, events go on to the next generation: all else was for tasks of the last one. */
function raisedAgain(fact: IncomingFact): IncomingFact[] {
  return fact.type === 'EventRaised' && fact.taskId === undefined ? [asNew(fact)] : [];
}

/** The generation before the present one is kept for people to look at; what came before it is not. */
function forgottenBefore(generation: number): number | null {
  return generation < 2 ? null : generation - 2;
}

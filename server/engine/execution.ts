/**
 * One instance in memory: the generation that it is in, those that ended in this turn, and the record it leaves behind.
 *
 * X6. Where the code continues as new, the next generation begins in the same turn, and the turn's later messages are its.
 * X7. Events that no code took go on to the next generation, in order and before all that come later.
 * X8. A turn ends: after so many generations the next one waits for a moment.
 */
import { isTerminal } from '@/contract/runtime-status';
import type { Continuation } from './calls/context-host';
import type { RaisedEvent } from './external-events';
import { Generation, type GenerationEnd } from './generation';
import { continued } from './new-record';
import { type AnyOrchestrator, NO_CODE } from './orchestrator';
import type { GenerationOutcome, InstanceRecord, Outcome } from './outcome';
import type { Remains } from './remains';

/** Where the instance's row comes from. */
export type Origin = Pick<Outcome, 'isNew' | 'replaces'>;

/** How many generations may end in one turn before the next one waits, and how long it does. */
const GENERATIONS_MAX = 10;
const PAUSE_MS = 100;

export class Execution {
  #generation: Generation;
  #deployment = '';
  /** What ended in the turn that is under way, oldest first. */
  #earlier: GenerationEnd[] = [];
  /** Events of an earlier generation that this one has not taken in yet. */
  #carried: RaisedEvent[] = [];
  #forgetsUpTo: number | null = null;

  constructor(
    private readonly definition: AnyOrchestrator,
    readonly record: InstanceRecord,
    private origin: Origin,
  ) {
    this.#generation = new Generation(definition, record);
  }

  /** An execution whose code cannot run here: all that can happen to it is its end. */
  static withoutCode(
    record: InstanceRecord,
    remains: Remains,
    origin: Origin = { isNew: false, replaces: null },
  ): Execution {
    const execution = new Execution(NO_CODE, { ...record, problem: null }, origin);
    execution.#generation = Generation.withoutCode(execution.record, remains);
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
    const { record } = this;
    const { sends, logs, awaiting, ...last } = this.#generation.endTurn(this.#deployment);
    if (!this.hasEnded) record.status = this.#generation.status;
    if (last.events.length > 0) record.updatedAt = this.#generation.now;
    record.waitingOn = awaiting;
    record.historyLength = this.#generation.historyLength;
    const earlier = this.#earlier;
    const outcome = {
      ...last,
      ...this.origin,
      record: { ...record },
      earlier: earlier.map((ended) => withoutForgotten(ended, this.#forgetsUpTo)),
      forgetsUpTo: this.#forgetsUpTo,
      sends: earlier.length === 0 ? sends : [...earlier.flatMap((ended) => ended.sends), ...sends],
      logs: earlier.length === 0 ? logs : [...earlier.flatMap((ended) => ended.logs), ...logs],
      ended: this.hasEnded,
    };
    record.revision += 1;
    this.origin = { isNew: false, replaces: null };
    this.#earlier = [];
    this.#carried = [];
    this.#forgetsUpTo = null;
    return outcome;
  }

  /** Goes on in the next generation, or with what was carried over to it. False where there is nothing to go on with. */
  #goOn(): boolean {
    if (this.hasEnded || this.#generation.isReplaying) return false;
    const { continuation } = this.#generation;
    if (continuation !== null) {
      this.#continueAsNew(continuation);
      return true;
    }
    const event = this.#carried.shift();
    if (event !== undefined) this.#generation.receive(event);
    return event !== undefined;
  }

  #continueAsNew({ payload, keepEvents }: Continuation): void {
    const untaken = this.#generation.endAsNew();
    this.#carried = keepEvents ? [...untaken.map(raisedAgain), ...this.#carried] : [];
    this.#earlier.push(this.#generation.endTurn(this.#deployment));
    const { now } = this.#generation;
    this.#writeRowAnew();
    Object.assign(this.record, continued(this.record, payload));
    // The generation before this one is kept for people to look at.
    this.#forgetsUpTo = this.record.generation < 2 ? null : this.record.generation - 2;
    this.#generation = new Generation(this.definition, this.record);
    this.#generation.beginTurn(now);
    const startAt = this.#earlier.length < GENERATIONS_MAX ? undefined : now + PAUSE_MS;
    this.#generation.receive({ type: 'ExecutionStarted', name: this.record.name, payload, startAt });
  }

  /** What a turn usually leaves alone has changed in the row: another takes its place. */
  #writeRowAnew(): void {
    if (this.origin.isNew) return;
    this.origin = { isNew: true, replaces: { instanceId: this.record.instanceId, revision: this.record.revision } };
    this.record.revision = 0;
  }
}

/** Events that are forgotten as soon as they are written need not be written. */
function withoutForgotten(ended: GenerationEnd, forgetsUpTo: number | null): GenerationOutcome {
  const { sends: _, logs: __, awaiting: ___, ...outcome } = ended;
  const isForgotten = forgetsUpTo !== null && outcome.generation <= forgetsUpTo;
  return isForgotten ? { ...outcome, events: [] } : outcome;
}

/** The event without its place in the old history. */
function raisedAgain({ name, payload, eventId, actor }: RaisedEvent): RaisedEvent {
  return { type: 'EventRaised', name, payload, eventId, actor };
}

/** One instance whose turns run in memory, as the hub and the store would run them, and are written down. */
import { Execution, type Replacement } from '../execution';
import type { HistoryEvent, Message, Sent } from '../history';
import type { AnyOrchestrator } from '../orchestrator';
import { generationsOf, type InstanceRecord, type Outcome, type TurnResult } from '../outcome';
import { deserialize } from '../payload';
import { replay, runTurn, type TurnInput } from '../turn';

type Turned = { input: TurnInput; result: TurnResult };

const BEGINNING = Date.UTC(2030, 0, 1);

export type Born = Partial<Pick<InstanceRecord, 'parent' | 'tags' | 'version'>>;

export class TestInstance {
  readonly turns: Turned[] = [];
  /** The time of the next turn; a second passes between two. */
  now = BEGINNING;
  deployment = 'first';
  /** Starts that may take this instance's place. */
  readonly replacements = new Map<Message, Replacement>();
  #execution: Execution;

  constructor(
    readonly orchestrator: AnyOrchestrator,
    private readonly born: Born = {},
  ) {
    this.#execution = this.#bear();
  }

  /** What was sent to other instances so far. */
  get sent(): Sent[] {
    return this.turns.flatMap(({ result }) => result.outcome.sends);
  }

  get history(): HistoryEvent[] {
    return historyOf(this.turns, this.record.generation);
  }

  /** What happened in a generation, whether or not it is forgotten by now. */
  historyOf(generation: number): HistoryEvent[] {
    return historyOf(this.turns, generation);
  }

  get record(): InstanceRecord {
    return this.#execution.record;
  }

  get output(): unknown {
    return deserialize(this.record.output);
  }

  get customStatus(): unknown {
    return deserialize(this.record.customStatus);
  }

  /** Names of the activities scheduled so far, in order. */
  get scheduled(): string[] {
    return this.history.flatMap((event) => (event.type === 'TaskScheduled' ? [event.name] : []));
  }

  /** Runs one turn over the messages. */
  async turn(...messages: Message[]): Promise<TurnResult> {
    const input = { messages, at: this.now, deployment: this.deployment, replacements: this.replacements };
    this.now += 1_000;
    if (isToBeRewound(this.turns, messages)) this.#execution = this.#toRewind(this.orchestrator, this.turns);
    const result = await drained(runTurn(this.#execution, input));
    this.turns.push({ input, result: structuredClone(result) });
    return result;
  }

  /** Gives the memory up and comes back from history alone, with other code where it is given. */
  async reload(code = this.orchestrator, { isTraced = false } = {}): Promise<void> {
    this.#execution = await this.#revive(code, this.turns, isTraced);
  }

  /** What fresh code decides in each turn, with nothing but the history before that turn. */
  outcomesAfterReplay(): Promise<Outcome[]> {
    return Promise.all(
      this.turns.map(async ({ input }, index) => {
        const before = this.turns.slice(0, index);
        const execution = isToBeRewound(before, input.messages)
          ? this.#toRewind(this.orchestrator, before)
          : await this.#revive(this.orchestrator, before);
        return (await drained(runTurn(execution, input))).outcome;
      }),
    );
  }

  #bear(): Execution {
    return new Execution(this.orchestrator, { ...newRecord(), ...this.born }, { isNew: true, replaces: null });
  }

  #toRewind(code: AnyOrchestrator, turns: readonly Turned[]): Execution {
    const { record, history } = stored(turns);
    return Execution.toRewind(code, record, history);
  }

  /** An execution that comes back from the history of these turns. Rejects with a `NonDeterminismError`. */
  async #revive(code: AnyOrchestrator, turns: readonly Turned[], isTraced = false): Promise<Execution> {
    if (turns.length === 0) return this.#bear();
    const { record, history } = stored(turns);
    const execution = new Execution(code, record, { isNew: false, replaces: null });
    if (isTraced) execution.generation.trace();
    await drained(replay(execution, history));
    return execution;
  }
}

/** The row and the history as the store would give them after these turns. */
function stored(turns: readonly Turned[]): { record: InstanceRecord; history: HistoryEvent[] } {
  const record = turns.at(-1)?.result.outcome.record;
  if (record === undefined) throw new RangeError('Nothing has happened yet.');
  const history = JSON.parse(JSON.stringify(historyOf(turns, record.generation))) as HistoryEvent[];
  return { record: { ...structuredClone(record), revision: record.revision + 1 }, history };
}

function isToBeRewound(turns: readonly Turned[], [first]: readonly Message[]): boolean {
  return turns.at(-1)?.result.outcome.record.status === 'Failed' && first?.type === 'rewind';
}

function historyOf(turns: readonly Turned[], generation: number): HistoryEvent[] {
  const outcomes = turns.flatMap(({ result }) => generationsOf(result.outcome));
  return outcomes.flatMap((outcome) => (outcome.generation === generation ? outcome.events : []));
}

/** Runs what yields for its microtasks to its end. */
export async function drained<T>(steps: Generator<void, T, void>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A row as it is before the first turn. */
export function newRecord(): InstanceRecord {
  return {
    instanceId: 'tested-1',
    executionId: 'execution-1',
    generation: 0,
    revision: 0,
    name: 'Tested',
    version: null,
    status: 'Pending',
    createdAt: BEGINNING,
    updatedAt: BEGINNING,
    completedAt: null,
    input: null,
    output: null,
    failure: null,
    customStatus: null,
    tags: {},
    parent: null,
    waitingOn: null,
    problem: null,
    historyLength: 0,
  };
}

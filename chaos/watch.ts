/** Looks after the invariants while faults go on: those of some instances each second, those between instances more rarely. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import { violationsAmong, violationsBetween } from '@/db/testing/invariants';
import type { Hand } from './hand';
import type { Load } from './load';
import type { Random } from './random';
import type { Verdicts } from './verdicts';

export type WatchOptions = { sql: Sql; random: Random; load: Load; hand: Hand; verdicts: Verdicts };

const LOOK_MS = 1_500;
const SAMPLE = 60;
const BETWEEN_EVERY = 10;
const READ_MS = 200;

/** PostgreSQL's own limits are shorter. */
const TRANSACTION_MS_MAX = 35_000;
const IDLE_MS_MAX = 12_000;

export class Watch {
  looks = 0;
  reads = 0;
  readonly #read = new Map<string, InstanceDetails>();
  #isStopped = false;

  constructor(private readonly options: WatchOptions) {}

  async run(): Promise<void> {
    await Promise.all([this.#repeat(LOOK_MS, () => this.#look()), this.#repeat(READ_MS, () => this.#readOne())]);
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #repeat(ms: number, what: () => Promise<void>): Promise<void> {
    while (!this.#isStopped) {
      // The database may be away: what was not seen now is seen later.
      await what().catch(() => {});
      await sleep(ms);
    }
  }

  async #look(): Promise<void> {
    const { sql, verdicts } = this.options;
    const found = await violationsAmong(sql, this.#sample());
    this.looks += 1;
    if (this.looks % BETWEEN_EVERY === 0) found.push(...(await violationsBetween(sql)));
    for (const violation of [...found, ...(await this.#sessions())]) verdicts.violated(violation);
  }

  /** The newest, and some of the others. */
  #sample(): string[] {
    const { load, random } = this.options;
    const ids = load.instanceIds;
    const older = Array.from({ length: SAMPLE / 2 }, () => random.pick(ids)).filter((id) => id !== undefined);
    return [...new Set([...ids.slice(-SAMPLE / 2), ...older])];
  }

  async #sessions(): Promise<string[]> {
    const rows = await this.options.sql<{ name: string; state: string; query: string }[]>`
      select application_name as name, state, left(query, 100) as query from pg_stat_activity
      where application_name like 'perdure/%' and (
        (state = 'idle in transaction' and state_change < clock_timestamp() - ${IDLE_MS_MAX} * interval '1 ms')
        or (state <> 'idle' and xact_start < clock_timestamp() - ${TRANSACTION_MS_MAX} * interval '1 ms'))`;
    return rows.map(({ name, state, query }) => `I26. ${name} is ${state} for too long: ${query}`);
  }

  /** A client's reads of one instance, one after the other, never go back. */
  async #readOne(): Promise<void> {
    const { load, random, hand, verdicts } = this.options;
    const ids = load.instanceIds;
    const instanceId = random.next() < 0.5 ? ids.at(-1) : random.pick(ids);
    if (instanceId === undefined) return;
    const now = (await hand.ask('getStatus', [instanceId])) as InstanceDetails | null | undefined;
    if (now === undefined || now === null) return;
    this.reads += 1;
    const before = this.#read.get(instanceId);
    this.#read.set(instanceId, now);
    if (before !== undefined && isBehind(now, before))
      verdicts.violated(`I24. ${instanceId} went back from ${placeOf(before)} to ${placeOf(now)}`);
  }
}

function isBehind(now: InstanceDetails, before: InstanceDetails): boolean {
  if (now.generation !== before.generation) return now.generation < before.generation;
  if (now.historyLength < before.historyLength) return true;
  return isTerminal(before.status) && now.status !== before.status;
}

function placeOf({ generation, historyLength, status }: InstanceDetails): string {
  return `${status}, event ${historyLength} of generation ${generation}`;
}

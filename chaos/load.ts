/**
 * Runs courses through whichever node is there, and judges what each came to. Most instances are purged after that, so that
 * a long run does not choke on what it has done.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { isDatabaseUnavailable } from '@/server/http/is-database-unavailable';
import { COURSES, type Expected } from './courses';
import { Endings, type Seen } from './endings';
import type { Hand } from './hand';
import { activitiesOf, hasMessages, instanceIdsOf, leftOf } from './purged';
import type { Random } from './random';
import { whyNotReplayed } from './replays';
import type { Verdicts } from './verdicts';

export type LoadOptions = {
  hand: Hand;
  random: Random;
  /** The harness's own connection, by which no fault goes. */
  sql: Sql;
  directory: string;
  verdicts: Verdicts;
  /** Of finished instances this share is purged. */
  purgedShare: number;
};

const SIZE_MAX = 8;

/** A suspended instance is resumed again no sooner: what a lost suspension did may come late. */
const RESUME_AGAIN_MS = 3_000;

export class Load {
  readonly sums = new Map<string, number>();
  readonly #endings: Endings;
  readonly #underWay = new Map<string, string>();
  readonly #resumed = new Map<string, number>();
  started = 0;
  finished = 0;
  purged = 0;
  replayed = 0;
  /** Of instances that were purged. */
  activities = 0;

  constructor(private readonly options: LoadOptions) {
    this.#endings = new Endings(options.sql, (instanceId) => this.#resumeAgain(instanceId));
    void this.#endings.run();
  }

  /** Courses that have not come to their end, with their instances. */
  get underWay(): string[] {
    return [...this.#underWay].map(([instanceId, name]) => `${name} (${instanceId})`);
  }

  get instanceIds(): string[] {
    return [...this.#underWay.keys()];
  }

  startOne(): void {
    const { random, verdicts } = this.options;
    this.started += 1;
    const { name, run } = random.pickWeighted(COURSES);
    const instanceId = `chaos-${this.started}`;
    const size = 1 + Math.floor(random.next() * SIZE_MAX);
    this.#underWay.set(instanceId, name);
    const once = async (id: string, statuses: Expected['statuses']): Promise<void> => {
      await this.#endings.once(id, statuses);
    };
    run({ ...this.options, sums: this.sums, instanceId, size, once })
      .then(async (expected) => {
        this.#underWay.set(instanceId, `${name}, all told`);
        await this.#judge(name, instanceId, expected);
        this.#underWay.delete(instanceId);
        this.finished += 1;
      })
      .catch((error) => verdicts.violated(`${name} ${instanceId}: ${error}`));
  }

  stop(): void {
    this.#endings.stop();
  }

  async #judge(name: string, instanceId: string, expected: Expected): Promise<void> {
    const { verdicts, random, purgedShare } = this.options;
    const seen = await this.#endings.once(instanceId, ['Completed', 'Failed', 'Canceled', 'Terminated']);
    if (!fits(seen, expected)) verdicts.lost(`${name} ${instanceId} ended with ${JSON.stringify(seen)}`);
    this.#underWay.set(instanceId, `${name}, ended`);
    const ids = await this.#insist(() => instanceIdsOf(this.options.sql, instanceId));
    for (const id of ids) {
      const problem = await this.#insist(() => whyNotReplayed(this.options.sql, id));
      this.replayed += 1;
      if (problem !== null) verdicts.violated(`I10. ${name} ${id} is not what its history says: ${problem}`);
    }
    if (random.next() < purgedShare) await this.#purge(name, instanceId, ids);
  }

  async #purge(name: string, instanceId: string, ids: readonly string[]): Promise<void> {
    const { hand, sql, verdicts } = this.options;
    this.activities += await this.#insist(() => activitiesOf(sql, ids));
    // A copy of its start that is still on its way would start it anew.
    while (await this.#insist(() => hasMessages(sql, ids))) await sleep(300);
    await hand.purge(instanceId);
    // Its owner may not have it taken in yet, and the purges of its children are on their way.
    const patientUntil = performance.now() + verdicts.patienceMs;
    for (;;) {
      const left = await this.#insist(() => leftOf(sql, ids));
      if (left.length === 0) break;
      if (performance.now() > patientUntil)
        return verdicts.violated(`I25. ${name} ${instanceId} was purged, and left ${left.join()}`);
      await sleep(300);
    }
    this.purged += ids.length;
  }

  /** The harness's own queries are tried until the database is there. */
  async #insist<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!isDatabaseUnavailable(error)) throw error;
        await sleep(200);
      }
    }
  }

  #resumeAgain(instanceId: string): void {
    const now = performance.now();
    const before = this.#resumed.get(instanceId);
    if (before === undefined || now - before < RESUME_AGAIN_MS) {
      if (before === undefined) this.#resumed.set(instanceId, now);
      return;
    }
    this.#resumed.set(instanceId, now);
    void this.options.hand.command('resume', instanceId).catch(() => {});
  }
}

function fits({ status, output }: Seen, { statuses, outputs }: Expected): boolean {
  if (!statuses.includes(status)) return false;
  if (outputs === undefined) return true;
  const actual = JSON.stringify(valuesOnly(JSON.parse(output ?? 'null')));
  return outputs.some((expected) => JSON.stringify(expected) === actual);
}

/** Where an activity ran is not known beforehand. */
function valuesOnly(output: unknown): unknown {
  return Array.isArray(output) ? output.map((item: { value: number }) => item.value) : output;
}

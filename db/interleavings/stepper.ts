/**
 * Runs the statements of two actors, each in a transaction of its own, in every order that there is.
 *
 * S1. A statement that waits for a lock is noticed, and the other actor goes on.
 * S2. Each transaction is committed or rolled back, as a connection that is lost would be.
 */
import type { ReservedSql, Sql } from 'postgres';
import { until } from '../testing/until';

type Ending = 'commit' | 'rollback';

/** An actor's one statement, on the connection that it is given. */
export type Act<T> = (sql: Sql) => Promise<T>;

/** Who takes the next step: the first of an actor is its statement, the second the end of its transaction. */
type Order = readonly (0 | 1)[];

const ORDERS: Order[] = [
  [0, 0, 1, 1],
  [0, 1, 0, 1],
  [0, 1, 1, 0],
  [1, 0, 0, 1],
  [1, 0, 1, 0],
  [1, 1, 0, 0],
];

const ENDINGS: readonly [Ending, Ending][] = [
  ['commit', 'commit'],
  ['commit', 'rollback'],
  ['rollback', 'commit'],
  ['rollback', 'rollback'],
];

/** What came of an actor; `null` where nothing of it stays. */
type Came<T> = T | null;

export type Ran<One, Other> = {
  /** As a line to be read. */
  schedule: string;
  one: Came<One>;
  other: Came<Other>;
  /** What happened, in order: `0 acted`, `1 ended` … */
  log: string[];
};

export type Connections = { one: ReservedSql; other: ReservedSql; observer: Sql };

/** Runs all orders with all endings; `prepare` makes the rows for each and gives what the actors do. */
export async function everySchedule<One, Other>(
  connections: Connections,
  prepare: () => Promise<[Act<One>, Act<Other>]>,
  look: (ran: Ran<One, Other>) => Promise<void>,
): Promise<number> {
  for (const order of ORDERS)
    for (const endings of ENDINGS) await look(await run(connections, order, endings, await prepare()));
  return ORDERS.length * ENDINGS.length;
}

async function run<One, Other>(
  { one, other, observer }: Connections,
  order: Order,
  endings: readonly [Ending, Ending],
  [act, otherAct]: [Act<One>, Act<Other>],
): Promise<Ran<One, Other>> {
  const log: string[] = [];
  const first = new Actor(one, observer, act, endings[0], (what) => log.push(`0 ${what}`));
  const second = new Actor(other, observer, otherAct, endings[1], (what) => log.push(`1 ${what}`));
  await Promise.all([first.begin(), second.begin()]);
  const actors = [first, second];
  for (const turn of [...order, 0, 1, 0, 1]) {
    await actors[turn]?.step();
    for (const actor of actors) await actor.settle();
  }
  const schedule = `${order.join('')} ${endings.join('/')}: ${log.join(', ')}`;
  return { schedule, one: first.came, other: second.came, log };
}

class Actor<T> {
  came: Came<T> = null;
  #pid = 0;
  #stepsTaken = 0;
  #isUnderWay = false;
  #underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly sql: ReservedSql,
    private readonly observer: Sql,
    private readonly act: Act<T>,
    private readonly ending: Ending,
    private readonly say: (what: string) => void,
  ) {}

  async begin(): Promise<void> {
    const [row] = await this.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    this.#pid = row?.pid ?? 0;
    await this.sql`begin`;
  }

  /** Takes the next step, unless the last one still waits or there is none. */
  async step(): Promise<void> {
    if (this.#isUnderWay || this.#stepsTaken === 2) return;
    this.#stepsTaken += 1;
    this.#isUnderWay = true;
    this.#underWay = (this.#stepsTaken === 1 ? this.#begin() : this.#end()).finally(() => {
      this.#isUnderWay = false;
    });
    await this.settle();
  }

  /** Comes back when nothing is under way, or what is waits for a lock. */
  async settle(): Promise<void> {
    if (!this.#isUnderWay) return;
    const waits = until('a statement that ends or waits', async () => !this.#isUnderWay || (await this.#waits()));
    await Promise.race([this.#underWay, waits]);
  }

  async #waits(): Promise<boolean> {
    const [row] = await this.observer<{ count: number }[]>`select cardinality(pg_blocking_pids(${this.#pid})) as count`;
    return (row?.count ?? 0) > 0;
  }

  async #begin(): Promise<void> {
    try {
      this.came = await this.act(this.sql as unknown as Sql);
      this.say('acted');
    } catch (error) {
      this.say(`failed: ${String(error)}`);
    }
  }

  async #end(): Promise<void> {
    await this.sql.unsafe(this.ending);
    if (this.ending === 'rollback') this.came = null;
    this.say(`${this.ending}s`);
  }
}

/** Starts and events in transactions of the caller's own. */
import { drizzle } from 'drizzle-orm/postgres-js';
import { activity, type DatabaseTransaction, orchestrator } from 'perdure';
import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';
import type { Runtime } from '../runtime';

const say = activity('Say', (text: string) => `Hello ${text}!`);
const hello = orchestrator('Hello', async (ctx, name: string) => ctx.callActivity(say, name));
const approval = orchestrator('Approval', async (ctx) => {
  const first = await ctx.waitForExternalEvent('Approval');
  return [first, await ctx.waitForExternalEvent('Approval')];
});

let hub: TestHub;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  node = await hub.open({ say, hello, approval });
  await hub.sql`create table orders (id text primary key)`;
});

afterAll(() => hub.close());

const rollback = new Error('rolled back on purpose');

/** Runs the body in a transaction of postgres.js, which ends as it ends. */
const inTransaction = <T>(body: (tx: TransactionSql) => Promise<T>) => hub.sql.begin(body);

const orders = async () => (await hub.sql<{ id: string }[]>`select id from orders order by id`).map(({ id }) => id);

type Begin = (
  body: (transaction: DatabaseTransaction, order: (id: string) => Promise<unknown>) => Promise<void>,
) => Promise<unknown>;

/** What begins a transaction by each kind of driver, with a row of the caller's own. */
const DRIVERS: [string, Begin][] = [
  ['postgres.js', (body) => inTransaction((tx) => body(tx, (id) => tx`insert into orders values (${id})`))],
  [
    'Drizzle',
    (body) => drizzle(hub.sql).transaction((tx) => body(tx, (id) => tx.execute(`insert into orders values ('${id}')`))),
  ],
  [
    'what has a query(text, values)',
    (body) =>
      inTransaction((tx) =>
        body(
          { query: async (text: string, values: never[]) => ({ rows: [...(await tx.unsafe(text, values))] }) },
          (id) => tx`insert into orders values (${id})`,
        ),
      ),
  ],
];

describe.each(DRIVERS)('by %s', (driver, begin) => {
  const id = (name: string) => `${driver.charAt(0)}-${name}`;

  it('starts an instance with the commit', async () => {
    await begin(async (transaction, order) => {
      await order(id('committed'));
      const instanceId = id('committed');
      expect(await node.client.startNew(hello, 'Zoë\u0000', { instanceId, tags: { a: 'b' }, transaction })).toBe(
        instanceId,
      );
      expect(await node.client.getInstance(instanceId)).toBeNull();
    });
    expect(await orders()).toContain(id('committed'));
    expect(await node.client.waitForCompletion(id('committed'))).toMatchObject({ output: 'Hello Zoë\u0000!' });
    expect(await node.client.getInstance(id('committed'))).toMatchObject({ tags: { a: 'b' } });
  });

  it('starts none where there is no commit', async () => {
    const rolledBack = begin(async (transaction, order) => {
      await order(id('undone'));
      await node.client.startNew(hello, 'x', { instanceId: id('undone'), transaction });
      throw rollback;
    });
    await expect(rolledBack).rejects.toThrow(rollback);
    expect(await orders()).not.toContain(id('undone'));
    expect(await node.client.getInstance(id('undone'))).toBeNull();
    await node.client.startNew(hello, 'again', { instanceId: id('undone') });
    expect(await node.client.waitForCompletion(id('undone'))).toMatchObject({ output: 'Hello again!' });
  });

  it('starts an instance and raises its events, in order', async () => {
    let instanceId = '';
    await begin(async (transaction) => {
      instanceId = await node.client.startNew(approval, undefined, { transaction });
      await node.client.raiseEvent(instanceId, 'Approval', 1, { transaction });
      await node.client.raiseEvent(instanceId, 'Approval', false, { transaction });
    });
    expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ output: [1, false] });
  });

  it('starts an instance that takes events from outside as soon as it is committed', async () => {
    let instanceId = '';
    await begin(async (transaction) => {
      instanceId = await node.client.startNew(approval, undefined, { transaction });
      const early = node.client.raiseEvent(instanceId, 'Approval', 'too early');
      await expect(early).rejects.toMatchObject({ code: 'instance-not-found' });
    });
    await node.client.raiseEvent(instanceId, 'Approval', 1);
    await hub.once(instanceId, ({ waits }) => waits.some(({ state }) => state === 'answered'));
    await node.client.raiseEvent(instanceId, 'Approval', 2);
    expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ output: [1, 2] });
  });

  it('raises an event with the commit, and none without', async () => {
    const instanceId = await node.client.startNew(approval);
    const rolledBack = begin(async (transaction) => {
      await node.client.raiseEvent(instanceId, 'Approval', 'undone', { transaction });
      throw rollback;
    });
    await expect(rolledBack).rejects.toThrow(rollback);
    await begin(async (transaction) => {
      await node.client.raiseEvent(instanceId, 'Approval', 'first', { transaction });
    });
    // Events of a transaction and others have no order among them, unless one waits for the other.
    await hub.once(instanceId, ({ waits }) => waits.some(({ state }) => state === 'answered'));
    await node.client.raiseEvent(instanceId, 'Approval', 'second');
    expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ output: ['first', 'second'] });
  });

  it('says what it does not take, and leaves the transaction as it was', async () => {
    const taken = await node.client.startNew(approval);
    const ended = await node.client.startNew(hello, 'x');
    await node.client.waitForCompletion(ended);
    await begin(async (transaction, order) => {
      const start = (onConflict?: 'return-existing') =>
        node.client.startNew(approval, undefined, { instanceId: taken, onConflict, transaction });
      await expect(start()).rejects.toMatchObject({ code: 'instance-exists' });
      expect(await start('return-existing')).toBe(taken);
      const raise = (instanceId: string) => node.client.raiseEvent(instanceId, 'Approval', 1, { transaction });
      await expect(raise('nobody')).rejects.toMatchObject({ code: 'instance-not-found' });
      await expect(raise(ended)).rejects.toMatchObject({ code: 'instance-ended' });
      await order(id('still good'));
    });
    expect(await orders()).toContain(id('still good'));
  });

  it('replaces what has ended', async () => {
    const instanceId = await node.client.startNew(hello, 'one');
    await node.client.waitForCompletion(instanceId);
    await begin(async (transaction) => {
      await node.client.startNew(hello, 'two', { instanceId, transaction });
    });
    await hub.once(instanceId, ({ generation, status }) => generation === 1 && status === 'Completed');
    expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ output: 'Hello two!' });
  });
});

test('of two transactions with one id the second waits for the first, and is told', async () => {
  const { first, started } = holding((transaction) =>
    node.client.startNew(hello, 'first', { instanceId: 'race', transaction }),
  );
  await started;
  const second = inTransaction((transaction) =>
    node.client.startNew(hello, 'second', { instanceId: 'race', transaction }),
  );
  const refused = expect(second).rejects.toMatchObject({ code: 'instance-exists' });
  await first;
  await refused;
  expect(await node.client.waitForCompletion('race')).toMatchObject({ output: 'Hello first!' });
});

test('a start outside waits for the transaction that has its id, and then is told', async () => {
  const { first, started } = holding((transaction) =>
    node.client.startNew(approval, undefined, { instanceId: 'outside', transaction }),
  );
  await started;
  const second = node.client.startNew(approval, undefined, { instanceId: 'outside' });
  const refused = expect(second).rejects.toMatchObject({ code: 'instance-exists' });
  await first;
  await refused;
});

/** A transaction that has done its work, and stays open until somebody waits for it. */
function holding(work: (transaction: DatabaseTransaction) => Promise<unknown>) {
  let first: Promise<unknown> = Promise.resolve();
  const started = new Promise<void>((resolve, reject) => {
    first = inTransaction(async (transaction) => {
      await work(transaction);
      resolve();
      await waitingForLock();
    });
    first.catch(reject);
  });
  return { first, started };
}

async function waitingForLock(): Promise<void> {
  for (;;) {
    const rows =
      await hub.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (rows.length > 0) return;
  }
}

test('what is no transaction is refused', async () => {
  for (const transaction of [hub.sql, {} as DatabaseTransaction]) {
    const start = node.client.startNew(hello, 'x', { instanceId: 'never', transaction });
    await expect(start).rejects.toThrow('This is no transaction');
  }
  expect(await node.client.getInstance('never')).toBeNull();
});

test('another node’s instances are woken by the commit too', async () => {
  const other = await hub.open({ say, hello, approval });
  const ids: string[] = [];
  await inTransaction(async (transaction) => {
    for (let n = 0; n < 10; n += 1) ids.push(await other.client.startNew(hello, `${n}`, { transaction }));
  });
  const ended = await Promise.all(ids.map((id) => node.client.waitForCompletion(id, { timeoutMs: 20_000 })));
  expect(ended.map(({ output }) => output)).toEqual(ids.map((_, n) => `Hello ${n}!`));
  await other.stop();
});

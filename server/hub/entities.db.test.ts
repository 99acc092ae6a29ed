import { type EntityContext, EntityOperationFailedError, entity, entityId, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { toInstanceId } from '../engine/entity-id';
import { partitionOf } from '../partition-of';
import type { Runtime } from '../runtime';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const list = entity('List', {
  initialState: (): unknown[] => [],
  operations: {
    push(state, item: unknown) {
      state.push(item);
      return state.length;
    },
    fail(state, item: unknown, context) {
      state.push(item);
      context.signalEntity(entityId('List', 'other'), 'push', item);
      throw new RangeError(`cannot hold ${item}`);
    },
    pass(_state, [key, item]: [string, unknown], context) {
      context.signalEntity(entityId('List', key), 'push', item);
    },
    items: (state) => state,
  },
});

const echo = entity('Echo', (context: EntityContext) => context.return(context.getInput()));

const caller = orchestrator('Caller', function* (context, [key, item]: [string, unknown]) {
  context.signalEntity(entityId(list, key), 'push', 'signalled');
  const length = yield* context.callEntity(entityId(list, key), 'push', item);
  try {
    yield* context.callEntity(entityId(list, key), 'fail', 'bad');
    return [length, 'unreachable'];
  } catch (error) {
    return [length, (error as Error).message];
  }
});

const FUNCTIONS = { list, echo, caller };
const PARTITIONS = [0, 1];

let hub: TestHub;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  node = await hub.open(FUNCTIONS);
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

let keys = 0;

/** A key that nobody used, of an entity that this partition owns. */
function keyOn(partition: number): string {
  for (;;) {
    keys += 1;
    if (partitionOf(`@list@${keys}`, PARTITIONS.length) === partition) return `${keys}`;
  }
}

const itemsOf = (key: string, at: Runtime = node) => at.client.callEntity(entityId(list, key), 'items');

describe('a client', () => {
  it('E1. signals in order, and many operations are few rows', async () => {
    const key = keyOn(0);
    const numbers = Array.from({ length: 1_000 }, (_, index) => index);
    await Promise.all(numbers.map((number) => node.client.signalEntity(entityId(list, key), 'push', number)));
    expect(await itemsOf(key)).toEqual(numbers);
    const [row] = await hub.sql<{ revision: number }[]>`
      select revision from entities where instance_id = ${toInstanceId(entityId(list, key))}`;
    expect(row?.revision).toBeLessThan(20);
  });

  it.each([0, false, '', null, undefined, [], 'é\u0000'])('gets %j back', async (value) => {
    expect(await node.client.callEntity(entityId('Echo', ''), 'go', value)).toEqual(value);
  });

  it('learns why an operation failed, and nothing of it is left', async () => {
    const key = keyOn(1);
    await node.client.signalEntity(entityId(list, key), 'push', 1);
    const failing = node.client.callEntity(entityId(list, key), 'fail', 2);
    await expect(failing).rejects.toBeInstanceOf(EntityOperationFailedError);
    await expect(failing).rejects.toMatchObject({ operation: 'fail', details: { errorType: 'RangeError' } });
    expect(await itemsOf(key)).toEqual([1]);
    expect(await node.client.getEntity(entityId(list, 'other'))).toBeNull();
  });

  it('reads, lists and deletes', async () => {
    const key = keyOn(0);
    expect(await node.client.readEntityState(entityId(list, key))).toEqual({
      entityExists: false,
      entityState: undefined,
    });
    await node.client.callEntity(entityId(list, key), 'push', 0);
    expect(await node.client.readEntityState(entityId(list, key))).toEqual({ entityExists: true, entityState: [0] });
    const page = await node.client.listEntities({ name: 'List', prefix: key, limit: 10 });
    expect(page.entities.map(({ key: found }) => found)).toContain(key);
    await node.client.deleteEntity(entityId(list, key));
    expect(await node.client.getEntity(entityId(list, key))).toBeNull();
    expect(await itemsOf(key)).toEqual([]);
    expect(await node.client.getEntity(entityId(list, key))).toBeNull();
  });

  it('is refused where there is no such entity, and where the id or the operation cannot be', async () => {
    const { client } = node;
    await expect(client.signalEntity(entityId('Missing', '1'), 'go')).rejects.toMatchObject({
      code: 'function-not-found',
    });
    await expect(client.deleteEntity({ name: 'list', key: 'a/b' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
    await expect(client.callEntity(entityId('List', '1'), 'a\nb')).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('sends a signal that is not taken in early', async () => {
    const key = keyOn(0);
    const dueAt = new Date(node.node.clock.now() + 400);
    await node.client.signalEntity(entityId(list, key), 'push', 'late', { dueAt });
    await node.client.signalEntity(entityId(list, key), 'push', 'soon');
    expect(await itemsOf(key)).toEqual(['soon']);
    await until('the late signal', async () => (await itemsOf(key)).length === 2);
    const [row] = await hub.sql<{ taken: number }[]>`
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as taken`;
    expect(row?.taken).toBeGreaterThanOrEqual(dueAt.getTime());
    expect(await itemsOf(key)).toEqual(['soon', 'late']);
  });
});

describe('between partitions', () => {
  it.each(PARTITIONS)(
    'an orchestration calls and signals an entity of partition %i, and catches its failures',
    async (partition) => {
      const key = keyOn(partition);
      const ids = ['x', 'y', 'z', 'w'].map((name) => `caller-${partition}-${name}`);
      for (const instanceId of ids) {
        await node.client.startNew(caller, [key, instanceId], { instanceId });
        const { output } = await node.client.waitForCompletion(instanceId);
        expect(output).toEqual([2 * (ids.indexOf(instanceId) + 1), expect.stringContaining('cannot hold bad')]);
      }
      expect(await itemsOf(key)).toEqual(ids.flatMap((id) => ['signalled', id]));
    },
  );

  it('what one entity signals to another arrives once, and in order', async () => {
    const [from, to] = [keyOn(0), keyOn(1)];
    const numbers = Array.from({ length: 1_000 }, (_, index) => index);
    await Promise.all(numbers.map((number) => node.client.signalEntity(entityId(list, from), 'pass', [to, number])));
    const items = await until('all items', async () => {
      const found = await itemsOf(to);
      return found.length >= numbers.length ? found : null;
    });
    expect(items).toEqual(numbers);
  });
});

describe('with two nodes', () => {
  let other: Runtime;

  beforeAll(async () => {
    other = await hub.open(FUNCTIONS, { heartbeatMs: 150 });
    await until('each node has its share', async () => {
      const [row] = await hub.sql<{ owners: number }[]>`select count(distinct owner)::int as owners from partitions`;
      return row?.owners === 2;
    });
  });

  afterAll(() => other.stop());

  it.each(PARTITIONS)(
    'E2. a client gets results and failures from the owner of partition %i, wherever that is',
    async (partition) => {
      const key = keyOn(partition);
      for (const runtime of [node, other]) {
        const { client } = runtime;
        const length = await client.callEntity(entityId(list, key), 'push', 'a');
        expect(length).toBe(runtime === node ? 1 : 2);
        await expect(client.callEntity(entityId(list, key), 'fail', 1)).rejects.toBeInstanceOf(
          EntityOperationFailedError,
        );
      }
      const [row] = await hub.sql<{ replies: number }[]>`select count(*)::int as replies from entity_replies`;
      expect(row?.replies).toBe(0);
    },
  );

  it.each(PARTITIONS)('signals of one client to partition %i arrive in order', async (partition) => {
    const key = keyOn(partition);
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    for (const number of numbers) {
      void other.client.signalEntity(entityId(list, key), 'push', number);
      if (number % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const items = await until('all items', async () => {
      const found = await itemsOf(key);
      return found.length >= numbers.length ? found : null;
    });
    expect(items).toEqual(numbers);
  });

  it('many calls at once from afar are all answered', async () => {
    const key = keyOn(0);
    const results = await Promise.all(
      Array.from({ length: 100 }, () =>
        Promise.all([node, other].map(({ client }) => client.callEntity(entityId(list, key), 'push', 1))),
      ),
    );
    expect(results.flat().sort((one, next) => one - next)).toEqual(
      Array.from({ length: 200 }, (_, index) => index + 1),
    );
  });
});

describe('when an operation does not come to an end', () => {
  const stubborn = entity('Stubborn', {
    initialState: () => 0,
    operations: {
      add(state, amount: number, context) {
        context.setState(state + amount);
        for (; amount < 0; );
        return state + amount;
      },
    },
  });

  it('it fails, and the entity goes on with the next', async () => {
    const place = await openTestHub();
    const runtime = await place.open({ stubborn }, { turnBudgetMs: 100 });
    const id = entityId(stubborn, '1');
    const calls = [1, -1, 2, -2, 3].map((amount) => runtime.client.callEntity(id, 'add', amount));
    const ends = await Promise.allSettled(calls);
    expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : end.reason.details.errorType))).toEqual([
      1,
      'TurnInterrupted',
      3,
      'TurnInterrupted',
      6,
    ]);
    await place.close();
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '@/server/engine/outcome';
import type { ClaimedWorkItem } from '@/server/store';
import { allRows } from '../testing/all-rows';
import { numbered, openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { AT, claimWish, newInstance, testCheckpoint, testOutcome, testRecord, testTurned } from '../testing/test-turns';

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.sql`truncate instances, history, work_items, timers, waits, control_queue`;
});

const STARTED = numbered([{ type: 'ExecutionStarted', name: 'Order', payload: null }]);

/** Something in each table. */
const EVERYTHING: Partial<Outcome> = {
  isNew: true,
  events: STARTED,
  workItems: [1, 2].map((taskId) => ({ taskId, name: 'Pay', input: null })),
  timersCreated: [{ taskId: 3, fireAt: AT }],
  waitsOpened: [{ taskId: 4, eventName: 'Approval', humanTask: null, startedAt: AT }],
};

/** A generation of an instance, with something in each table; the first, or one in the place of the one before it. */
function generationOf(instanceId: string, generation = 0, outcome: Partial<Outcome> = {}) {
  const replaces = generation === 0 ? null : { instanceId, revision: generation };
  const record = testRecord(instanceId, { generation, revision: generation, historyLength: 1 });
  return testTurned(testOutcome(record, { ...EVERYTHING, replaces, ...outcome }));
}

const left = async (table: string) =>
  (
    await hub.sql<{ place: string }[]>`
    select instance_id || '/' || generation as place from ${hub.sql(table)} order by 1`
  ).map(({ place }) => place);

describe('activities that nobody waits for any more', () => {
  test('are taken away from whoever has them, held, free or gone', async () => {
    await hub.commit([generationOf('late'), generationOf('other')], { workItemsTaken: 1 });
    const turn = testOutcome(testRecord('late', { revision: 1 }), { workItemsCanceled: [1, 2, 9] });
    await hub.commit([testTurned(turn)]);
    expect(await left('work_items')).toEqual(['other/0', 'other/0']);
    const [held] = (await hub.store.claimWorkItems(0, 'node-1', claimWish(['pay'], 1))) as [ClaimedWorkItem];
    const next = testOutcome(testRecord('other', { revision: 1 }), { workItemsCanceled: [held.taskId] });
    await hub.commit([testTurned(next)]);
    await hub.store.completeWorkItems(0, 'node-1', [{ ...held, durationMs: 1, result: null }]);
    expect(await left('work_items')).toEqual(['other/0']);
    expect((await hub.store.fetchMessages(0, [], 10)).messages).toEqual([]);
  });

  test('a result that came in before the cancellation stays a message for the owner to drop', async () => {
    await hub.commit([generationOf('late')], { workItemsTaken: 1 });
    const key = { partitionId: 0, instanceId: 'late', generation: 0, taskId: 1, attempt: 1 };
    await hub.store.completeWorkItems(0, 'node-0', [{ ...key, durationMs: 1, result: null }]);
    await hub.commit([testTurned(testOutcome(testRecord('late', { revision: 1 }), { workItemsCanceled: [1] }))]);
    expect((await hub.store.fetchMessages(0, [], 10)).messages).toHaveLength(1);
  });

  test('one that is called and given up in the same turn leaves nothing', async () => {
    await hub.commit([generationOf('brief', 0, { workItemsCanceled: [2] })]);
    expect(await left('work_items')).toEqual(['brief/0']);
  });
});

describe('generations that are forgotten', () => {
  test('go with their history and their waits; the one before the present and other instances stay', async () => {
    const forgets = [null, null, 0, 1];
    for (const [generation, forgetsUpTo] of forgets.entries()) {
      await hub.commit([generationOf('eternal', generation, { forgetsUpTo, workItems: [], timersCreated: [] })]);
    }
    await hub.commit([generationOf('other')]);
    expect(await left('history')).toEqual(['eternal/2', 'eternal/3', 'other/0']);
    expect(await left('waits')).toEqual(['eternal/2', 'eternal/3', 'other/0']);
  });

  test('and those that come and go within one turn', async () => {
    const { outcome } = generationOf('eternal', 0, { workItems: [], timersCreated: [] });
    const earlier = [0, 1].map((generation) => ({ ...outcome, generation, leftovers: 'run' as const }));
    const record = testRecord('eternal', { generation: 2, historyLength: 1 });
    await hub.commit([testTurned({ ...outcome, record, generation: 2, earlier, forgetsUpTo: 0 })]);
    expect(await left('history')).toEqual(['eternal/1', 'eternal/2']);
  });
});

describe('purging', () => {
  test('takes every trace of all generations, and nothing of others', async () => {
    await hub.commit([generationOf('gone'), generationOf('gone too'), generationOf('stays')]);
    await hub.commit([generationOf('gone', 1)]);
    const purged = [
      { instanceId: 'gone', revision: 2 },
      { instanceId: 'gone too', revision: 1 },
    ];
    await hub.commit([], { purged });
    for (const table of ['instances', 'history', 'work_items', 'timers', 'waits']) {
      expect(new Set(await left(table)), table).toEqual(new Set(['stays/0']));
    }
  });

  test('makes room for the same id in the same checkpoint', async () => {
    await hub.commit([generationOf('again')]);
    await hub.commit([generationOf('again')], { purged: [{ instanceId: 'again', revision: 1 }] });
    expect((await hub.load('again')).record).toMatchObject({ generation: 0, revision: 1 });
  });

  test('C2. an instance that is not as it was read undoes everything', async () => {
    await hub.commit([generationOf('one'), generationOf('two')]);
    const before = await allRows(hub.sql);
    for (const purged of [
      { instanceId: 'two', revision: 7 },
      { instanceId: 'nobody', revision: 1 },
    ]) {
      const both = [{ instanceId: 'one', revision: 1 }, purged];
      const checkpoint = testCheckpoint(hub.lease, [newInstance('beside')], { purged: both });
      expect(await hub.store.checkpoint(checkpoint)).toBe('conflict');
    }
    expect(await allRows(hub.sql)).toEqual(before);
  });
});

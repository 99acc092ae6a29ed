import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EntityRecord, EntityWrite } from '@/server/engine/entity-record';
import { allRows } from '../testing/all-rows';
import { openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { AT, newInstance, testCheckpoint } from '../testing/test-turns';

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
});

afterAll(() => hub.close());

const written = (instanceId: string, facts: Partial<EntityRecord> = {}, isGone = false): EntityWrite => ({
  record: {
    instanceId,
    revision: 0,
    state: '1',
    lockedBy: null,
    waiting: [],
    createdAt: AT,
    lastOperationAt: AT + 1,
    ...facts,
  },
  isGone,
});

const write = (...entities: EntityWrite[]) => hub.store.checkpoint(testCheckpoint(hub.lease, [], { entities }));
const load = async (...instanceIds: string[]) => [...(await hub.store.loadEntities(0, instanceIds)).values()];

describe('entities', () => {
  test('a new one is read back as it was written, to the byte', async () => {
    const entity = written('@counter@a@"b", {c} é', {
      state: JSON.stringify({ text: '\u0000 \ud800 "quoted" \\', big: 1 }).replace('1', '12345678901234567890.10'),
      lockedBy: { instanceId: 'order, "1"', generation: 2, taskId: 7 },
      waiting: [
        { type: 'entityOperation', operation: 'add', input: '"\\u0000"', requestId: 'r', caller: null },
        { type: 'entityLock', owner: { instanceId: 'o', generation: 0, taskId: 1 }, entities: ['@a@b'], position: 0 },
      ],
    });
    expect(await write(entity)).toBe('committed');
    expect(await load(entity.record.instanceId, '@counter@nobody')).toEqual([{ ...entity.record, revision: 1 }]);
    expect(await hub.store.loadEntities(1, [entity.record.instanceId])).toEqual(new Map());
  });

  test('a batch creates, changes and takes away; who is gone may be created again', async () => {
    expect(await write(written('@a@1'), written('@a@2'))).toBe('committed');
    const changed = written('@a@1', { revision: 1, state: null, lastOperationAt: AT + 9 });
    expect(await write(changed, written('@a@2', { revision: 1 }, true), written('@a@3'))).toBe('committed');
    expect(await load('@a@1', '@a@2')).toEqual([{ ...changed.record, revision: 2 }]);
    expect(await write(written('@a@2', { state: '"again"' }))).toBe('committed');
    expect(await load('@a@2')).toMatchObject([{ revision: 1, state: '"again"' }]);
  });

  test('one that came and went within its batch leaves nothing', async () => {
    expect(await write(written('@brief@1', {}, true))).toBe('committed');
    expect(await load('@brief@1')).toEqual([]);
  });

  const REFUSED: [string, EntityWrite][] = [
    ['a new one that is there already', written('@c@1')],
    ['another revision', written('@c@1', { revision: 2 })],
    ['one that is gone', written('@c@2', { revision: 1 })],
    ['another revision of one to take away', written('@c@1', { revision: 7 }, true)],
  ];

  test('C2. any that is not as it was read undoes everything', async () => {
    await write(written('@c@1'));
    const before = await allRows(hub.sql);
    for (const [name, entity] of REFUSED) {
      const checkpoint = testCheckpoint(hub.lease, [newInstance('beside')], { entities: [written('@c@new'), entity] });
      expect(await hub.store.checkpoint(checkpoint), name).toBe('conflict');
    }
    const reply = { requestId: 'late', result: null };
    const late = testCheckpoint({ ...hub.lease, epoch: 0 }, [], {
      entities: [written('@c@9')],
      entityReplies: [reply],
    });
    expect(await hub.store.checkpoint(late)).toBe('lease-lost');
    expect(await allRows(hub.sql)).toEqual(before);
  });
});

describe('replies', () => {
  const reply = (requestId: string, result: string | null = null) => ({ requestId, result });
  const answer = (...entityReplies: ReturnType<typeof reply>[]) =>
    hub.store.checkpoint(testCheckpoint(hub.lease, [], { entityReplies }));

  test('are taken once', async () => {
    const failed = { requestId: 'b', failure: { errorType: 'Error', message: '\u0000 "no"' } };
    const checkpoint = testCheckpoint(hub.lease, [], { entityReplies: [reply('a', '"\\u0000"'), failed] });
    expect(await hub.store.checkpoint(checkpoint)).toBe('committed');
    const takers = await Promise.all([1, 2, 3].map(() => hub.store.takeEntityReply(0, 'a')));
    expect(takers.filter((taken) => taken !== null)).toEqual([reply('a', '"\\u0000"')]);
    expect(await hub.store.takeEntityReply(1, 'b')).toBeNull();
    expect(await hub.store.takeEntityReply(0, 'b')).toEqual(failed);
    expect(await hub.store.takeEntityReply(0, 'b')).toBeNull();
  });

  test('text that PostgreSQL cannot hold does not make a batch fail', async () => {
    expect(await answer(reply('nul \0 and half \ud800'))).toBe('committed');
    expect(await hub.store.takeEntityReply(0, 'nul \ufffd and half \ufffd')).toEqual(
      reply('nul \ufffd and half \ufffd'),
    );
  });

  test('the first answer to a request counts', async () => {
    expect(await answer(reply('c', '1'), reply('c', '2'))).toBe('committed');
    expect(await answer(reply('c', '3'))).toBe('committed');
    expect(await hub.store.takeEntityReply(0, 'c')).toEqual(reply('c', '1'));
  });

  test('that nobody takes go after ten minutes, as others come', async () => {
    await answer(reply('old'), reply('young'));
    await hub.sql`update entity_replies set at = now() - interval '11 minutes' where request_id = 'old'`;
    await answer(reply('d'));
    expect(await hub.store.takeEntityReply(0, 'old')).toBeNull();
    expect(await hub.store.takeEntityReply(0, 'young')).toEqual(reply('young'));
  });
});

/** Suspects, families, entities and replies. */
import { expect, test } from 'vitest';
import { AT, newInstance } from '@/db/testing/test-turns';
import { byOne, type Hub, LEASE_MS } from './hub';

export function others(hub: () => Hub): void {
  test('K4. a mark counts once for each node, and not for its own', async () => {
    const { one } = hub();
    for (const nodeId of ['one', 'one', 'other']) await one.markSuspects(0, nodeId, ['bad']);
    expect(await one.suspects(0, 'other')).toEqual(new Map([['bad', 1]]));
    expect(await one.suspects(0, 'third')).toEqual(new Map([['bad', 2]]));
    await one.release(0, 'bad', null);
    expect(await one.suspects(0, 'third')).toEqual(new Map());
  });

  test('children are found in whatever partition; who has none is absent', async () => {
    const { one, lease } = hub();
    const parent = { instanceId: 'parent', generation: 0, taskId: 1 };
    await one.checkpoint(byOne(lease, [newInstance('a', { parent }), newInstance('b', { parent }), newInstance('c')]));
    const [second] = (await one.renewNode('one', LEASE_MS)).leases.filter(({ partitionId }) => partitionId === 1);
    if (second === undefined) throw new Error('No lease.');
    await one.checkpoint(byOne(second, [newInstance('d', { parent })]));
    const children = await one.childrenOf(['parent', 'c', 'nobody']);
    expect([...children.keys()]).toEqual(['parent']);
    expect(children.get('parent')?.sort()).toEqual(['a', 'b', 'd']);
  });

  test('an entity is written at the revision that was read, and a reply is taken once', async () => {
    const { one, lease } = hub();
    const record = { instanceId: '@a@1', state: '1', lockedBy: null, waiting: [], createdAt: AT, lastOperationAt: AT };
    const write = (revision: number, isGone = false) =>
      one.checkpoint(byOne(lease, [], { entities: [{ record: { ...record, revision }, isGone }] }));
    expect([await write(0), await write(0), await write(7), await write(1)]).toEqual([
      ...['committed', 'conflict', 'conflict', 'committed'],
    ]);
    expect((await one.loadEntities(0, ['@a@1'])).get('@a@1')?.revision).toBe(2);
    expect([await write(2, true), (await one.loadEntities(0, ['@a@1'])).size]).toEqual(['committed', 0]);
    const replies = [1, 2].map((result) => ({ requestId: 'r', result: `${result}` }));
    await one.checkpoint(byOne(lease, [], { entityReplies: replies }));
    expect(await one.takeEntityReply(0, 'r')).toEqual({ requestId: 'r', result: '1' });
    expect(await one.takeEntityReply(0, 'r')).toBeNull();
  });
}

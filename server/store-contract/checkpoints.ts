/** All or nothing. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { AT, newInstance, testOutcome, testRecord, testTurned } from '@/db/testing/test-turns';
import type { Checkpoint, Turned } from '../store';
import { byOne, type Hub } from './hub';

export function checkpoints(hub: () => Hub): void {
  test('is asked for by its batch id, while it is the last of its lane', async () => {
    const { one, lease } = hub();
    const [first, second, beside] = [randomUUID(), randomUUID(), randomUUID()];
    await one.checkpoint(byOne(lease, [newInstance('a')], { batchId: first }));
    await one.checkpoint(byOne(lease, [newInstance('b')], { batchId: beside, lane: 1 }));
    expect(await one.lastBatchIds(0)).toEqual(new Set([first, beside]));
    await one.checkpoint(byOne(lease, [newInstance('c')], { batchId: second }));
    expect(await one.checkpoint(byOne(lease, [newInstance('c')], { batchId: randomUUID() }))).toBe('conflict');
    expect(await one.lastBatchIds(0)).toEqual(new Set([second, beside]));
  });

  const event = (seq: number) => ({ type: 'CustomStatusSet' as const, payload: '1', seq, turn: 1, at: AT });
  const turn = (facts: object, used: Partial<Turned> = {}) =>
    testTurned(testOutcome(testRecord('order', { revision: 1 }), facts), used);

  const REFUSED: [string, (messageId: number) => [Turned[], Partial<Checkpoint>]][] = [
    ['a message that is gone', () => [[], { messageIds: [987_654] }]],
    ['a message twice', (id) => [[], { messageIds: [id, id] }]],
    ['a new instance that is there', () => [[newInstance('order')], {}]],
    ['another revision', () => [[testTurned(testOutcome(testRecord('order', { revision: 2 })))], {}]],
    ['a history position that is taken', () => [[turn({ events: [event(0)] })], {}]],
    ['a position twice', () => [[turn({ events: [event(1), event(1)] })], {}]],
    ['a work item at another attempt', () => [[turn({}, { workItemsDone: [key(2)] })], {}]],
    ['a timer that is gone', () => [[turn({}, { timersFired: [{ generation: 0, taskId: 9 }] })], {}]],
    [
      'a wait that is not open',
      () => [[turn({ waitsClosed: [{ taskId: 9, state: 'closed', decidedBy: null, closedAt: AT }] })], {}],
    ],
    ['a work item that is there', () => [[turn({ workItems: [{ taskId: 1, name: 'Pay', input: null }] })], {}]],
    ['an instance to purge at another revision', () => [[], { purged: [{ instanceId: 'order', revision: 7 }] }]],
  ];
  const key = (attempt: number) => ({ instanceId: 'order', generation: 0, taskId: 1, attempt });

  test.each(REFUSED)('C2. %s undoes everything', async (_, checkpoint) => {
    const { one, lease } = hub();
    const workItems = [{ taskId: 1, name: 'Pay', input: null }];
    const born = testOutcome(testRecord('order', { historyLength: 1 }), { isNew: true, events: [event(0)], workItems });
    await one.checkpoint(byOne(lease, [testTurned(born)], { workItemsTaken: 1 }));
    await one.enqueue(0, [{ instanceId: 'order', message: { type: 'resume', reason: '' } }]);
    const messageId = (await one.fetchMessages(0, [], 1)).messages[0]?.messageId ?? -1;
    const look = async () => [
      await one.loadInstances(0, ['order', 'beside']),
      await one.heldWorkItems(0, 'one'),
      await one.fetchMessages(0, [], 9),
      await one.lastBatchIds(0),
    ];
    const before = await look();
    const [turned, facts] = checkpoint(messageId);
    const result = await one.checkpoint(
      byOne(lease, [newInstance('beside'), ...turned], { messageIds: [messageId], ...facts }),
    );
    expect(result).toBe('conflict');
    expect(await look()).toEqual(before);
  });
}

/** The control queue and the outbox. */
import { expect, test } from 'vitest';
import { newInstance } from '@/db/testing/test-turns';
import type { OutboxMessage } from '../store';
import { byOne, type Hub } from './hub';

const sent = (first: number, last: number): OutboxMessage[] =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    position: first + index,
    partitionId: 1,
    instanceId: 'target',
    message: { type: 'resume', reason: `${first + index}` },
  }));

export function messages(hub: () => Hub): void {
  const reasons = async () =>
    (await hub().one.fetchMessages(1, [], 99)).messages.map(({ message }) =>
      'reason' in message ? Number(message.reason) : -1,
    );

  test('O1. are received once and in order, by whomever they are forwarded', async () => {
    const { one, other } = hub();
    await one.receiveMessages(1, 0, sent(1, 3));
    const again = await other.receiveMessages(1, 0, sent(1, 5));
    expect(again).toHaveLength(2);
    await Promise.all([one.receiveMessages(1, 0, sent(4, 8)), other.receiveMessages(1, 0, sent(6, 9))]);
    expect(await reasons()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('are given without those that are known, and not before they are visible', async () => {
    const { one } = hub();
    const visibleAt = Date.now() + 3_600_000;
    const wait = { type: 'suspend' as const, reason: '' };
    await one.enqueue(
      0,
      ['a', 'b', 'c'].map((instanceId) => ({ instanceId, message: wait })),
    );
    await one.enqueue(0, [{ instanceId: 'later', message: wait, visibleAt }]);
    const { messages: all, nextVisibleAt } = await one.fetchMessages(0, [], 9);
    expect([all.map(({ instanceId }) => instanceId), nextVisibleAt]).toEqual([['a', 'b', 'c'], visibleAt]);
    const known = all.slice(0, 1).map(({ messageId }) => messageId);
    expect((await one.fetchMessages(0, known, 1)).messages).toEqual([all[1]]);
  });

  test('C4. stay in the outbox until they are deleted', async () => {
    const { one, lease } = hub();
    await one.checkpoint(byOne(lease, [newInstance('sender')], { sends: sent(1, 3) }));
    await one.deleteOutboxMessages(0, [2, 9]);
    expect((await one.outboxMessages(0)).map(({ position }) => position)).toEqual([1, 3]);
  });
}

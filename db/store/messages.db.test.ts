import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OutgoingMessage } from '@/server/store';
import { openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { testOutcome, testRecord, testTurned } from '../testing/test-turns';
import { transaction } from '../transaction';

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.sql`truncate instances, control_queue, timers`;
});

const raised = (instanceId: string, eventId: string): OutgoingMessage => ({
  instanceId,
  message: { type: 'eventRaised', name: 'E', payload: '"{,}\\\\"', eventId },
});

const fetched = async (limit = 100) => (await hub.store.fetchMessages(0, [], limit)).messages;

async function eventIds(known: number[] = [], limit = 100): Promise<string[]> {
  const { messages } = await hub.store.fetchMessages(0, known, limit);
  return messages.map(({ message }) => (message.type === 'eventRaised' ? message.eventId : message.type));
}

describe('messages', () => {
  test('come back as they were sent, in order', async () => {
    const sent = [raised('b', '1'), raised('a', '2'), raised('b', '3')];
    await hub.store.enqueue(0, sent);
    await hub.store.enqueue(0, [raised('a', '4')]);
    const { messages } = await hub.store.fetchMessages(0, [], 100);
    expect(messages.map(({ instanceId, message }) => ({ instanceId, message }))).toEqual([...sent, raised('a', '4')]);
    const ids = messages.map(({ messageId }) => messageId);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  test('are not given where they are known, beyond the limit, or of another partition', async () => {
    await hub.store.enqueue(
      0,
      ['1', '2', '3', '4'].map((id) => raised('a', id)),
    );
    const [first, second] = await fetched(2);
    expect(await eventIds([first?.messageId ?? 0, second?.messageId ?? 0], 1)).toEqual(['3']);
    expect(await hub.store.fetchMessages(1, [], 10)).toEqual({ messages: [], nextVisibleAt: null });
  });

  test('M2. are given once they are visible, and until then it is known when the next one will be', async () => {
    const now = Date.now();
    const at = (eventId: string, visibleAt: number) => ({ ...raised('a', eventId), visibleAt });
    const hourMs = 3_600_000;
    await hub.store.enqueue(0, [at('later', now + 2 * hourMs), at('past', now - hourMs), at('next', now + hourMs)]);
    await hub.store.enqueue(1, [at('elsewhere', now + 1)]);
    expect(await eventIds()).toEqual(['past']);
    expect((await hub.store.fetchMessages(0, [], 10)).nextVisibleAt).toBe(now + hourMs);
    await hub.sql`update control_queue set visible_at = visible_at - interval '90 minutes'`;
    expect(await eventIds()).toEqual(['past', 'next']);
    expect((await hub.store.fetchMessages(0, [], 10)).nextVisibleAt).toBe(now + hourMs / 2);
    await hub.sql`delete from control_queue`;
    expect(await hub.store.fetchMessages(0, [], 10)).toEqual({ messages: [], nextVisibleAt: null });
  });

  test('M1. none is lost when a slow transaction commits a lower number later', async () => {
    const sawLater = await transaction(hub.sql, async (tx) => {
      const message = JSON.stringify(raised('a', 'slow').message);
      await tx`insert into control_queue (partition_id, instance_id, message) values (0, 'a', ${message})`;
      await hub.store.enqueue(0, [raised('a', 'quick')]);
      return fetched();
    });
    expect(sawLater).toHaveLength(1);
    expect(await eventIds(sawLater.map(({ messageId }) => messageId))).toEqual(['slow']);
  });
});

describe('timers', () => {
  test('are given in order, those that fire within the horizon and those that are late', async () => {
    const [row] = await hub.sql<
      { now: number }[]
    >`select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as now`;
    const now = row?.now ?? 0;
    const timersCreated = [50_000, -5_000, 90_000, 10_000].map((inMs, index) => ({
      taskId: index + 1,
      fireAt: now + inMs,
    }));
    await hub.commit([testTurned(testOutcome(testRecord('timers'), { isNew: true, timersCreated }))]);
    expect(await hub.store.fetchTimers(0, 60_000)).toEqual(
      [2, 4, 1].map((taskId) => ({
        instanceId: 'timers',
        generation: 0,
        taskId,
        fireAt: timersCreated[taskId - 1]?.fireAt,
      })),
    );
    expect(await hub.store.fetchTimers(1, 60_000)).toEqual([]);
  });
});

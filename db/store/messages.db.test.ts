import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StartFacts } from '@/server/engine/history';
import type { OutgoingMessage } from '@/server/store';
import { openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { AT, newInstance, testOutcome, testRecord, testTurned } from '../testing/test-turns';
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

  test('M2. are given once they are visible', async () => {
    await hub.store.enqueue(0, [raised('a', 'past'), raised('a', 'future')]);
    await hub.sql`update control_queue set visible_at = clock_timestamp() + interval '1 hour' where message like '%future%'`;
    await hub.sql`update control_queue set visible_at = clock_timestamp() where message like '%past%'`;
    expect(await eventIds()).toEqual(['past']);
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

describe('starts', () => {
  const startOf = (instanceId: string, facts: Partial<StartFacts> = {}) => ({
    instanceId,
    start: {
      executionId: randomUUID(),
      name: 'Order',
      version: null,
      input: null,
      tags: {},
      parent: null,
      createdAt: AT,
      ...facts,
    },
  });

  test('a new id becomes a Pending instance with its start message', async () => {
    const facts = { version: '2', input: '{"a,b":"\\""}', tags: { team: '{a}' } };
    const start = startOf('new', { ...facts, parent: { instanceId: 'p', generation: 1, taskId: 2 } });
    expect(await hub.store.enqueueStarts(0, [start])).toEqual(['started']);
    const { executionId, parent } = start.start;
    const expected = testRecord('new', { ...facts, executionId, parent, status: 'Pending' });
    expect(await hub.load('new')).toEqual({ record: expected, history: [] });
    const [message] = await fetched();
    expect(message).toMatchObject({ instanceId: 'new', message: { type: 'start', start: start.start } });
  });

  test('an id that lives is a conflict and changes nothing', async () => {
    await hub.commit([newInstance('alive')]);
    const before = await hub.load('alive');
    expect(await hub.store.enqueueStarts(0, [startOf('alive', { input: '1' })])).toEqual(['conflict']);
    expect(await hub.load('alive')).toEqual(before);
    expect(await fetched()).toEqual([]);
  });

  test('an id that has ended gets the message, and its row stays for the owner to replace', async () => {
    await hub.commit([newInstance('ended', { status: 'Completed', completedAt: AT })]);
    expect(await hub.store.enqueueStarts(0, [startOf('ended')])).toEqual(['started']);
    expect((await hub.load('ended')).record.status).toBe('Completed');
    expect(await fetched()).toHaveLength(1);
  });

  test('each start of a call has its own answer; the same id twice is started once, as its first', async () => {
    await hub.commit([newInstance('alive')]);
    const starts = [startOf('b', { input: '1' }), startOf('alive'), startOf('a'), startOf('b', { input: '2' })];
    expect(await hub.store.enqueueStarts(0, starts)).toEqual(['started', 'conflict', 'started', 'conflict']);
    expect((await hub.load('b')).record.input).toBe('1');
    expect(await fetched()).toHaveLength(2);
  });

  test('of many ids that come twice in a call, the first of each counts', async () => {
    const inOrder = ['first', 'second'].flatMap((input) =>
      Array.from({ length: 200 }, (_, index) => startOf(`twice ${(index * 37) % 200}`, { input })),
    );
    const answers = await hub.store.enqueueStarts(0, inOrder);
    expect(answers).toEqual(inOrder.map(({ start }) => (start.input === 'first' ? 'started' : 'conflict')));
    const inputs = await hub.sql<{ input: string }[]>`select input from instances`;
    expect(inputs.map(({ input }) => input)).toEqual(Array(200).fill('first'));
  });

  test('twenty at once of one id create one instance', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => hub.store.enqueueStarts(0, [startOf('rush'), startOf(randomUUID())])),
    );
    expect(answers.filter(([rush]) => rush === 'started')).toHaveLength(1);
    expect(answers.every(([, own]) => own === 'started')).toBe(true);
    expect(await fetched()).toHaveLength(21);
  });

  test('twenty at once of the same two ids in opposite order: no deadlock, each created once', async () => {
    const [a, b] = [startOf('left'), startOf('right')];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => hub.store.enqueueStarts(0, index % 2 === 0 ? [a, b] : [b, a])),
    );
    expect(answers.flat().filter((answer) => answer === 'started')).toHaveLength(2);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxMessage, Store } from '@/server/store';
import { joinHub, openTestStores, statementsWait, type TestStores } from '../testing/open-test-stores';
import { newInstance, testCheckpoint } from '../testing/test-turns';
import { transaction } from '../transaction';

const FROM = 0;
const TARGET = 1;

let hub: TestStores;
let one: Store;
let other: Store;

beforeAll(async () => {
  hub = await openTestStores(2, 2);
  [one, other] = hub.stores as [Store, Store];
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.sql`truncate outbox, received, control_queue, instances, nodes`;
  await hub.sql`update partitions set owner = null`;
});

/** Messages `first` to `last`, each with its position as its event's id. */
function sent(first: number, last: number, facts: Partial<OutboxMessage> = {}): OutboxMessage[] {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    position: first + index,
    partitionId: TARGET,
    instanceId: 'target',
    message: { type: 'eventRaised', name: 'E', payload: null, eventId: `${first + index}` },
    ...facts,
  }));
}

const queued = async (partitionId = TARGET) => (await one.fetchMessages(partitionId, [], 10_000)).messages;
const eventIds = (messages: { message: OutboxMessage['message'] }[]) =>
  messages.map(({ message }) => (message.type === 'eventRaised' ? Number(message.eventId) : message.type));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('C4. the outbox', () => {
  test('holds what a checkpoint sent, to the byte and in order, until it is deleted', async () => {
    const [lease] = await joinHub(one, 'node-0');
    if (lease === undefined) throw new Error('No lease.');
    const awkward = JSON.stringify('\u0000 {"a,b"} \\ \ud800');
    const sends: OutboxMessage[] = [
      ...sent(2 ** 40, 2 ** 40),
      ...sent(2 ** 40 + 1, 2 ** 40 + 1, { visibleAt: 1_900_000_000_123, instanceId: 'a "b", {c}' }),
      {
        position: 2 ** 40 + 2,
        partitionId: FROM,
        instanceId: '@counter@a@b',
        message: { type: 'entityOperation', operation: 'add', input: awkward, requestId: 'r', caller: null },
      },
    ];
    expect(await one.checkpoint(testCheckpoint(lease, [newInstance('sender')], { sends }))).toBe('committed');
    expect(await one.outboxMessages(FROM)).toEqual(sends);
    expect(await one.outboxMessages(TARGET)).toEqual([]);
    await one.deleteOutboxMessages(TARGET, [2 ** 40]);
    await one.deleteOutboxMessages(FROM, [2 ** 40, 2 ** 40 + 2, 7]);
    await one.deleteOutboxMessages(FROM, [2 ** 40]);
    expect(await one.outboxMessages(FROM)).toEqual([sends[1]]);
  });

  test('holds nothing of a checkpoint that is refused, and no position twice', async () => {
    const [lease] = await joinHub(one, 'node-0');
    if (lease === undefined) throw new Error('No lease.');
    const checkpoint = (instanceId: string) =>
      one.checkpoint(testCheckpoint(lease, [newInstance(instanceId)], { sends: sent(1, 2) }));
    await one.reacquirePartition(lease);
    expect(await checkpoint('late')).toBe('lease-lost');
    expect(await one.outboxMessages(FROM)).toEqual([]);
  });
});

describe('O1. receiving', () => {
  test('puts each message into the queue once, in order, and gives those that are new', async () => {
    const first = await one.receiveMessages(TARGET, FROM, sent(1, 3));
    expect(eventIds(first)).toEqual([1, 2, 3]);
    expect(await one.receiveMessages(TARGET, FROM, sent(1, 3))).toEqual([]);
    const more = await one.receiveMessages(TARGET, FROM, sent(2, 5));
    expect(eventIds(more)).toEqual([4, 5]);
    expect(await queued()).toEqual([...first, ...more]);
    expect(await queued(FROM)).toEqual([]);
    expect(await one.receiveMessages(TARGET, FROM, [])).toEqual([]);
  });

  test('a message that is visible later is left to a fetch', async () => {
    const later = sent(2, 2, { visibleAt: Date.now() + 3_600_000 });
    const received = await one.receiveMessages(TARGET, FROM, [...sent(1, 1), ...later, ...sent(3, 3)]);
    expect(eventIds(received)).toEqual([1, 3]);
    expect(await one.fetchMessages(TARGET, [], 10)).toEqual({
      messages: received,
      nextVisibleAt: later[0]?.visibleAt,
    });
  });

  test('each sender has a mark of its own, also where it sends to itself', async () => {
    await one.receiveMessages(TARGET, FROM, sent(1, 5));
    expect(eventIds(await one.receiveMessages(TARGET, TARGET, sent(1, 2)))).toEqual([1, 2]);
    expect(eventIds(await one.receiveMessages(FROM, TARGET, sent(1, 2)))).toEqual([1, 2]);
  });

  test('an old owner and a new one at once: each message once, in order', async () => {
    const forward = async (store: Store, size: number) => {
      for (let first = 1; first <= 200; first += size) {
        await store.receiveMessages(TARGET, FROM, sent(first, Math.min(first + size - 1, 200)));
      }
    };
    await Promise.all([forward(one, 3), forward(other, 7), forward(one, 50)]);
    expect(eventIds(await queued())).toEqual(upTo(200));
  });

  test('who forwards behind a forwarding under way waits for it, and adds only what is new', async () => {
    const behind = await transaction(hub.sql, async (tx) => {
      await tx`select receive_messages(1::smallint, 0::smallint, '{1,2}', '{target,target}',
        ${'{"{\\"type\\":\\"eventRaised\\",\\"eventId\\":\\"1\\"}","{\\"type\\":\\"eventRaised\\",\\"eventId\\":\\"2\\"}"}'}, '{NULL,NULL}')`;
      const waiting = other.receiveMessages(TARGET, FROM, sent(1, 3));
      await statementsWait(hub.sql, 1);
      return { waiting };
    });
    expect(eventIds(await behind.waiting)).toEqual([3]);
    expect(eventIds(await queued())).toEqual([1, 2, 3]);
  });

  test('a forwarding that was killed in the middle has left nothing, and is done again', async () => {
    const killed = transaction(hub.sql, async (tx) => {
      await tx`select receive_messages(1::smallint, 0::smallint, '{1}', '{target}', '{x}', '{NULL}')`;
      await tx`select pg_terminate_backend(pg_backend_pid())`;
    });
    await expect(killed).rejects.toThrow();
    expect(eventIds(await one.receiveMessages(TARGET, FROM, sent(1, 3)))).toEqual([1, 2, 3]);
    expect(eventIds(await queued())).toEqual([1, 2, 3]);
  });
});

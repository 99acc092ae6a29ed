import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StartFacts } from '@/server/engine/history';
import { openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { AT, newInstance, testRecord } from '../testing/test-turns';

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.sql`truncate instances, control_queue`;
});

const fetched = async (limit = 100) => (await hub.store.fetchMessages(0, [], limit)).messages;

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

describe('starts', () => {
  test('T1. a new id becomes a Pending instance with its start message', async () => {
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

  test('T2. an id that has ended gets the message, and its row stays for the owner to replace', async () => {
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

  test('T3. twenty at once of one id create one instance', async () => {
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

describe('where one with the id lives', () => {
  beforeEach(() => hub.commit([newInstance('alive')]));

  test('return-existing is content with it', async () => {
    const starts = [
      startOf('alive', { onConflict: 'return-existing' }),
      startOf('new', { onConflict: 'return-existing' }),
    ];
    expect(await hub.store.enqueueStarts(0, starts)).toEqual(['exists', 'started']);
    expect(await fetched()).toHaveLength(1);
  });

  test('T2. replace gets its message, and the row stays for the owner', async () => {
    const before = await hub.load('alive');
    const replacing = startOf('alive', { onConflict: 'replace', input: '7' });
    expect(await hub.store.enqueueStarts(0, [replacing])).toEqual(['started']);
    expect(await hub.load('alive')).toEqual(before);
    expect(await fetched()).toMatchObject([
      { instanceId: 'alive', message: { type: 'start', start: replacing.start } },
    ]);
  });

  test('each start of a call is answered as it says, in its order', async () => {
    const starts = (['error', 'replace', 'return-existing', 'replace'] as const).flatMap((onConflict) => [
      startOf('alive', { onConflict }),
      startOf('new', { onConflict }),
    ]);
    const answers = ['conflict', 'started', 'started', 'started', 'exists', 'exists', 'started', 'started'];
    expect(await hub.store.enqueueStarts(0, starts)).toEqual(answers);
    const accepted = starts.filter((_, index) => answers[index] === 'started').map(({ start }) => start.executionId);
    const messages = (await fetched()).map(({ message }) =>
      message.type === 'start' ? message.start.executionId : '',
    );
    expect(messages).toEqual(accepted);
  });

  test('a version that is not given is for the owner to choose', async () => {
    await hub.store.enqueueStarts(0, [startOf('new', { version: undefined })]);
    expect((await hub.load('new')).record.version).toBeNull();
    const [queued] = await fetched();
    expect(queued?.message).not.toHaveProperty('start.version');
  });
});

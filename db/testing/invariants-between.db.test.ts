import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EntityRecord } from '@/server/engine/entity-record';
import type { EntityMessage, HistoryFact, Message, StartFacts, TaskLink } from '@/server/engine/history';
import { violations, violationsAtRest } from './invariants';
import { numbered, openTestOwner, type TestOwner } from './open-test-owner';
import { AT, testOutcome, testRecord, testTurned } from './test-turns';

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.sql`truncate instances, history, control_queue, entities, outbox, received`;
});

const LINK: TaskLink = { instanceId: 'order', generation: 0, taskId: 1 };
const ANSWER: Message = { type: 'taskCompleted', generation: 0, taskId: 1, result: null, durationMs: 0 };
const START: StartFacts = {
  executionId: testRecord('').executionId,
  name: 'Pay',
  version: null,
  input: null,
  tags: {},
  parent: LINK,
  createdAt: AT,
};

async function instance(instanceId: string, facts: HistoryFact[], parent: TaskLink | null = null): Promise<void> {
  const started: HistoryFact = { type: 'ExecutionStarted', name: 'Order', payload: null };
  const events = numbered([started, ...facts]);
  const record = testRecord(instanceId, { historyLength: events.length, parent });
  await hub.commit([testTurned(testOutcome(record, { isNew: true, events }))]);
}

/** As a message that is sent, and as one that is received. */
const WAYS: [string, (instanceId: string, message: Message | EntityMessage) => Promise<void>][] = [
  ['sent', (instanceId, message) => hub.commit([], { sends: [{ position: 1, partitionId: 0, instanceId, message }] })],
  [
    'received',
    async (instanceId, message) => {
      await hub.store.receiveMessages(0, 0, [{ position: 1, partitionId: 0, instanceId, message }]);
    },
  ],
];

const entity = (facts: Partial<EntityRecord>) =>
  hub.commit([], {
    entities: [
      {
        record: {
          instanceId: '@counter@a',
          revision: 0,
          state: '1',
          lockedBy: null,
          waiting: [],
          createdAt: AT,
          lastOperationAt: AT,
          ...facts,
        },
        isGone: false,
      },
    ],
  });

describe('I14. an open sub-orchestration', () => {
  beforeEach(() =>
    instance('order', [
      {
        type: 'SubOrchestrationInstanceCreated',
        taskId: 1,
        name: 'Pay',
        instanceId: 'child',
        payload: null,
        version: null,
      },
    ]),
  );

  test('is missed where there is none, or one of somebody else', async () => {
    const missed = [expect.stringMatching(/^I14\..*0\/order\/0: task 1, child$/)];
    expect(await violations(hub.sql)).toEqual(missed);
    await instance('child', [], { ...LINK, taskId: 2 });
    expect(await violations(hub.sql)).toEqual(missed);
  });

  test('is not where it lives', async () => {
    await instance('child', [], LINK);
    expect(await violations(hub.sql)).toEqual([]);
  });

  test.each(WAYS)('is not where its start is %s, or its answer', async (_, send) => {
    await send('child', { type: 'start', start: START });
    expect(await violations(hub.sql)).toEqual([]);
    await hub.sql`truncate control_queue, outbox, received`;
    await send('order', ANSWER);
    expect(await violations(hub.sql)).toEqual([]);
    await hub.sql`truncate control_queue, outbox, received`;
    await send('order', { ...ANSWER, taskId: 2 });
    expect(await violations(hub.sql)).toHaveLength(1);
  });
});

describe('I15. an open call of an entity', () => {
  const call: EntityMessage = {
    type: 'entityOperation',
    operation: 'add',
    input: null,
    requestId: 'r',
    caller: LINK,
  };

  beforeEach(() =>
    instance('order', [
      { type: 'EntityOperationCalled', taskId: 1, instanceId: '@counter@a', name: 'add', payload: null },
    ]),
  );

  test('is missed where nothing knows of it', async () => {
    expect(await violations(hub.sql)).toEqual([expect.stringMatching(/^I15\./)]);
  });

  test('is not where it waits for a lock', async () => {
    await entity({ waiting: [call] });
    expect(await violations(hub.sql)).toEqual([]);
  });

  test.each(WAYS)('is not where it is %s, or its answer', async (_, send) => {
    await send('@counter@a', call);
    expect(await violations(hub.sql)).toEqual([]);
    await hub.sql`truncate control_queue, outbox, received`;
    await send('order', ANSWER);
    expect(await violations(hub.sql)).toEqual([]);
  });
});

describe('I16. a lock', () => {
  const requested: HistoryFact = { type: 'EntityLockRequested', taskId: 1, entities: ['@counter@a'] };
  const granted: HistoryFact = { type: 'EntityLockGranted', taskId: 1 };
  const unlocked: HistoryFact = { type: 'EntityUnlockSent', taskId: 1, entities: ['@counter@a'] };

  test('belongs to somebody who lives and holds it', async () => {
    await instance('order', [requested, granted]);
    await entity({ lockedBy: LINK });
    expect(await violations(hub.sql)).toEqual([]);
  });

  test.each(WAYS)('is left over where its owner let it go and no unlocking is %s', async (_, send) => {
    await instance('order', [requested, granted, unlocked]);
    await entity({ lockedBy: LINK });
    expect(await violations(hub.sql)).toEqual([expect.stringMatching(/^I16\..*0\/@counter@a\/0/)]);
    await send('@counter@a', { type: 'entityUnlock', owner: LINK, entities: ['@counter@a'], position: 0 });
    expect(await violations(hub.sql)).toEqual([]);
  });
});

test('at rest nothing is kept that was sent, and nothing that was received waits', async () => {
  const message: Message = { type: 'resume', reason: '' };
  const later = { position: 2, partitionId: 0, instanceId: 'order', message, visibleAt: Date.now() + 3_600_000 };
  await hub.store.receiveMessages(0, 0, [later]);
  expect(await violationsAtRest(hub.sql)).toEqual([]);
  await hub.commit([], { sends: [{ ...later, position: 3 }] });
  await hub.store.enqueue(0, [{ instanceId: 'order', message }]);
  expect(await violationsAtRest(hub.sql)).toEqual([
    expect.stringMatching(/^R1\..*position 3/),
    expect.stringMatching(/^R2\./),
  ]);
});

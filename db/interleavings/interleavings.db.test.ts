import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Checkpoint, CheckpointResult, Lease, OutboxMessage } from '@/server/store';
import { connect } from '../connect';
import { checkpointer } from '../store/checkpoint';
import { nodeVerbs } from '../store/nodes';
import { outboxVerbs } from '../store/outbox';
import { startVerbs } from '../store/starts';
import { workItemVerbs } from '../store/work-items';
import { violations } from '../testing/invariants';
import { openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { AT, claimWish, newInstance, testCheckpoint, testOutcome, testRecord, testTurned } from '../testing/test-turns';
import { mutate } from './mutate';
import { type Act, type Connections, everySchedule, type Ran } from './stepper';

let hub: TestOwner;
let clients: Sql[];
let connections: Connections;
let count = 0;

beforeAll(async () => {
  hub = await openTestOwner();
  clients = await Promise.all([0, 1].map((index) => connect(hub.url, { node: `actor-${index}`, role: 'steps' })));
  const [one, other] = (await Promise.all(clients.map((sql) => sql.reserve()))) as [
    Connections['one'],
    Connections['one'],
  ];
  connections = { one, other, observer: hub.sql };
});

afterAll(async () => {
  await Promise.all(clients.map((sql) => sql.end({ timeout: 1 })));
  await hub.close();
});

beforeEach(async () => {
  await hub.sql`truncate instances, history, control_queue, work_items, timers, waits, outbox, received, checkpoints`;
  const [row] = await hub.sql<{ epoch: string; leaseId: string }[]>`
    update partitions set owner = 'node-0', lease_id = gen_random_uuid() where partition_id = 0
    returning epoch, lease_id as "leaseId"`;
  hub.lease = { partitionId: 0, epoch: Number(row?.epoch), leaseId: row?.leaseId ?? '' };
});

const nextId = () => {
  count += 1;
  return `i${count}`;
};

const write =
  (checkpoint: Checkpoint): Act<CheckpointResult> =>
  (sql) =>
    checkpointer(sql)(checkpoint);

async function currentLease(): Promise<Lease> {
  const [row] = await hub.sql<{ epoch: string; leaseId: string }[]>`
    select epoch, lease_id as "leaseId" from partitions where partition_id = 0`;
  return { partitionId: 0, epoch: Number(row?.epoch), leaseId: row?.leaseId ?? '' };
}

const isThere = async (instanceId: string) =>
  (await hub.sql`select from instances where instance_id = ${instanceId}`).length > 0;

/** A checkpoint that creates an instance, and a take-over of its partition. */
async function checkpointAgainstTakeOver(): Promise<void> {
  let instanceId = '';
  const prepare = async (): Promise<[Act<CheckpointResult>, Act<Lease | 'lease-lost'>]> => {
    instanceId = nextId();
    const lease = await currentLease();
    return [write(testCheckpoint(lease, [newInstance(instanceId)])), (sql) => nodeVerbs(sql).reacquirePartition(lease)];
  };
  await everySchedule(connections, prepare, async ({ schedule, one, other, log }) => {
    expect(await isThere(instanceId), schedule).toBe(one === 'committed');
    const tookOver = log.indexOf('1 acted');
    const isBefore = log.indexOf('0 commits') < tookOver;
    if (other !== null && one === 'committed') expect(isBefore, schedule).toBe(true);
    expect(await violations(hub.sql), schedule).toEqual([]);
  });
}

/** Two checkpoints that use up the same message, under one lease. */
async function checkpointAgainstCheckpoint(): Promise<void> {
  let ids: [string, string] = ['', ''];
  const prepare = async (): Promise<[Act<CheckpointResult>, Act<CheckpointResult>]> => {
    ids = [nextId(), nextId()];
    await hub.store.enqueue(0, [{ instanceId: 'x', message: { type: 'resume', reason: '' } }]);
    const messageIds = (await hub.store.fetchMessages(0, [], 1)).messages.map(({ messageId }) => messageId);
    const lease = await currentLease();
    const turn = (index: 0 | 1) => write(testCheckpoint(lease, [newInstance(ids[index])], { messageIds, lane: index }));
    return [turn(0), turn(1)];
  };
  await everySchedule(connections, prepare, async ({ schedule, one, other }) => {
    const committed = [one, other].filter((result) => result === 'committed').length;
    expect(committed, schedule).toBeLessThanOrEqual(1);
    const left = (await hub.store.fetchMessages(0, [], 9)).messages.length;
    expect(left + committed, schedule).toBe(1);
    await hub.sql`delete from control_queue`;
    expect(await violations(hub.sql), schedule).toEqual([]);
  });
}

/** Both turns of one instance, from the same revision. */
async function turnAgainstTurn(): Promise<void> {
  const prepare = async (): Promise<[Act<CheckpointResult>, Act<CheckpointResult>]> => {
    const instanceId = nextId();
    const lease = await currentLease();
    await hub.store.checkpoint(testCheckpoint(lease, [newInstance(instanceId)]));
    const turn = (lane: number) => {
      const event = { type: 'CustomStatusSet' as const, payload: `${lane}`, seq: 0, turn: 1, at: AT };
      const record = testRecord(instanceId, { revision: 1, historyLength: 1 });
      return write(testCheckpoint(lease, [testTurned(testOutcome(record, { events: [event] }))], { lane }));
    };
    return [turn(0), turn(1)];
  };
  await everySchedule(connections, prepare, async ({ schedule, one, other }) => {
    expect([one, other].filter((result) => result === 'committed').length, schedule).toBeLessThanOrEqual(1);
    await hub.sql`truncate instances, history`;
  });
}

async function withWorkItem(taken: number): Promise<{ instanceId: string; lease: Lease }> {
  await hub.sql`truncate instances, work_items, control_queue, history`;
  const instanceId = nextId();
  const lease = await currentLease();
  const workItems = [{ taskId: 1, name: 'Pay', input: null }];
  const turned = [testTurned(testOutcome(testRecord(instanceId), { isNew: true, workItems }))];
  await hub.store.checkpoint(testCheckpoint(lease, turned, { workItemsTaken: taken }));
  return { instanceId, lease };
}

async function claimAgainstClaim(): Promise<void> {
  const prepare = async () => {
    await withWorkItem(0);
    const claim =
      (nodeId: string): Act<number> =>
      async (sql) =>
        (await workItemVerbs(sql).claimWorkItems(0, nodeId, claimWish(['pay'], 5))).length;
    return [claim('a'), claim('b')] as [Act<number>, Act<number>];
  };
  await everySchedule(connections, prepare, async ({ schedule, one, other }) => {
    const [row] = await hub.sql<{ attempt: number }[]>`select attempt from work_items`;
    expect((one ?? 0) + (other ?? 0), schedule).toBe(row?.attempt);
    expect(row?.attempt, schedule).toBeLessThanOrEqual(1);
  });
}

/** The end of an activity, by its own statement and by the owner's checkpoint. */
async function completionAgainstCheckpoint(): Promise<void> {
  const prepare = async (): Promise<[Act<void>, Act<CheckpointResult>]> => {
    const { instanceId, lease } = await withWorkItem(1);
    const key = { instanceId, generation: 0, taskId: 1, attempt: 1 };
    const turn = testTurned(testOutcome(testRecord(instanceId, { revision: 1 })), { workItemsDone: [key] });
    return [
      (sql) =>
        workItemVerbs(sql).completeWorkItems(0, 'node-0', [{ ...key, partitionId: 0, durationMs: 1, result: null }]),
      write(testCheckpoint(lease, [turn])),
    ];
  };
  await everySchedule(connections, prepare, async ({ schedule, other }) => {
    const messages = (await hub.sql`select from control_queue`).length;
    const items = (await hub.sql`select from work_items`).length;
    expect(messages + items + (other === 'committed' ? 1 : 0), schedule).toBe(1);
  });
}

/** A dead node's completion against the freeing of what it held. */
async function completionAgainstFreeing(): Promise<void> {
  const prepare = async (): Promise<[Act<void>, Act<number>]> => {
    const { instanceId } = await withWorkItem(1);
    const result = { instanceId, generation: 0, taskId: 1, attempt: 1, partitionId: 0, durationMs: 1, result: null };
    await hub.sql`update work_items set locked_by = 'dead'`;
    return [
      (sql) => workItemVerbs(sql).completeWorkItems(0, 'dead', [result]),
      (sql) => workItemVerbs(sql).freeWorkItems(0, 3),
    ];
  };
  await everySchedule(connections, prepare, async ({ schedule }) => {
    const messages = (await hub.sql`select from control_queue`).length;
    const items = (await hub.sql`select from work_items`).length;
    expect(messages + items, schedule).toBe(1);
  });
}

async function startAgainstStart(): Promise<void> {
  const prepare = async () => {
    await hub.sql`truncate instances, control_queue`;
    const instanceId = nextId();
    const start = (): Act<string> => async (sql) => {
      const facts = { executionId: randomUUID(), name: 'Order', version: null, input: null, tags: {}, parent: null };
      const [answer] = await startVerbs(sql).enqueueStarts(0, [{ instanceId, start: { ...facts, createdAt: AT } }]);
      return answer ?? 'none';
    };
    return [start(), start()] as [Act<string>, Act<string>];
  };
  await everySchedule(connections, prepare, async ({ schedule, one, other }) => {
    const started = [one, other].filter((answer) => answer === 'started').length;
    expect(started, schedule).toBeLessThanOrEqual(1);
    expect((await hub.sql`select from instances`).length, schedule).toBe(started);
    expect((await hub.sql`select from control_queue`).length, schedule).toBe(started);
  });
}

/** Whoever forwards first has left a mark already. */
const EARLIER: Omit<OutboxMessage, 'position'> = {
  partitionId: 0,
  instanceId: 'target',
  message: { type: 'resume', reason: 'earlier' },
};

async function receiptAgainstReceipt(): Promise<void> {
  const prepare = async () => {
    await hub.sql`truncate control_queue, received`;
    await hub.store.receiveMessages(0, 1, [{ ...EARLIER, position: 0 }]);
    await hub.sql`delete from control_queue`;
    const messages: OutboxMessage[] = [1, 2].map((position) => ({
      position,
      partitionId: 0,
      instanceId: 'target',
      message: { type: 'resume', reason: `${position}` },
    }));
    const receive: Act<number> = async (sql) => (await outboxVerbs(sql).receiveMessages(0, 1, messages)).length;
    return [receive, receive] as [Act<number>, Act<number>];
  };
  const look = async ({ schedule, one, other }: Ran<number, number>) => {
    const rows = (await hub.sql`select from control_queue`).length;
    expect(rows, schedule).toBe(one === null && other === null ? 0 : 2);
    expect((one ?? 0) + (other ?? 0), schedule).toBe(rows);
  };
  await everySchedule(connections, prepare, look);
}

const PAIRS: [string, () => Promise<void>][] = [
  ['a checkpoint and a take-over', checkpointAgainstTakeOver],
  ['two checkpoints that use up one message', checkpointAgainstCheckpoint],
  ['two turns of one instance', turnAgainstTurn],
  ['two claims of one work item', claimAgainstClaim],
  ['a completion and a checkpoint that ends the item', completionAgainstCheckpoint],
  ['a late completion and the freeing of the item', completionAgainstFreeing],
  ['two starts of one id', startAgainstStart],
  ['two receipts of the same messages', receiptAgainstReceipt],
];

describe('in whatever order two statements come, each is done wholly or not at all, and one after the other', () => {
  test.each(PAIRS)('%s', { timeout: 60_000 }, (_, run) => run());
});

describe('without its guard a statement is found out', () => {
  const MUTANTS: [string, { name: string; from: RegExp; to: string }, () => Promise<void>][] = [
    ['the fence row is not locked', { name: 'checkpoint', from: /\bfor share\b/i, to: '' }, checkpointAgainstTakeOver],
    [
      'rows are not counted',
      { name: 'checkpoint_count', from: /expected <> actual/i, to: 'false' },
      checkpointAgainstCheckpoint,
    ],
  ];

  test.each(MUTANTS)('%s', { timeout: 60_000 }, async (_, mutation, run) => {
    const restore = await mutate(hub.sql, mutation);
    try {
      await expect(run()).rejects.toThrow();
    } finally {
      await restore();
    }
  });
});

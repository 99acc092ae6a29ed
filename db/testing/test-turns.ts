// Outcomes written by hand, so that a test can have any checkpoint it wants.

import { randomUUID } from 'node:crypto';
import type { ClaimWish } from '@/server/claim-wish';
import type { InstanceRecord, Outcome } from '@/server/engine/outcome';
import type { Checkpoint, Lease, Turned, WorkItemKey } from '@/server/store';

/** An instant like any other, in epoch milliseconds. */
export const AT = 1_780_000_000_123;

export function testRecord(instanceId: string, facts: Partial<InstanceRecord> = {}): InstanceRecord {
  return {
    instanceId,
    executionId: randomUUID(),
    generation: 0,
    revision: 0,
    name: 'Order',
    version: null,
    status: 'Running',
    createdAt: AT,
    updatedAt: AT,
    completedAt: null,
    input: null,
    output: null,
    failure: null,
    customStatus: null,
    tags: {},
    parent: null,
    waitingOn: null,
    problem: null,
    historyLength: 0,
    ...facts,
  };
}

export function testOutcome(record: InstanceRecord, facts: Partial<Outcome> = {}): Outcome {
  return {
    record,
    generation: record.generation,
    earlier: [],
    forgetsUpTo: null,
    isNew: false,
    events: [],
    workItems: [],
    workItemsCanceled: [],
    timersCreated: [],
    timersCanceled: [],
    waitsOpened: [],
    waitsClosed: [],
    replaces: null,
    ended: false,
    leftovers: 'none',
    sends: [],
    logs: [],
    ...facts,
  };
}

export function testTurned(outcome: Outcome, usedUp: Partial<Turned> = {}): Turned {
  return { outcome, workItemsDone: [], timersFired: [], ...usedUp };
}

/** A checkpoint of node `node-0` in lane 0, taking no work items, unless told otherwise. */
export function testCheckpoint(lease: Lease, turned: Turned[], facts: Partial<Checkpoint> = {}): Checkpoint {
  return {
    lease,
    nodeId: 'node-0',
    lane: 0,
    batchId: randomUUID(),
    turned,
    purged: [],
    entities: [],
    entityReplies: [],
    sends: [],
    messageIds: [],
    workItemsTaken: 0,
    ...facts,
  };
}

/** A new instance with nothing but its row. */
export function newInstance(instanceId: string, facts: Partial<InstanceRecord> = {}): Turned {
  return testTurned(testOutcome(testRecord(instanceId, facts), { isNew: true }));
}

export function workItemKey(instanceId: string, taskId: number, attempt: number): WorkItemKey {
  return { instanceId, generation: 0, taskId, attempt };
}

/** A claim of items of these activities; all that tests schedule are some node's. */
export function claimWish(activities: string[], limit: number): ClaimWish {
  return { activities, activitiesElsewhere: ['pay', 'ship', 'count'], limit, suspectAttempt: 2, suspectsMax: 1 };
}

/**
 * The tables of a task hub.
 *
 * D1. Every hot table's primary key starts with `partition_id`, and no hot table refers to another by foreign key.
 * D2. Payloads are `text` holding JSON: jsonb refuses `\u0000`, reorders keys and rounds numbers.
 * D3. History is only ever inserted, and deleted by whole generations.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { HISTORY_EVENT_TYPES } from '@/contract/history-event';
import { RUNTIME_STATUSES } from '@/contract/runtime-status';
import { searchableTags } from './searchable-tags';

export const runtimeStatus = pgEnum('runtime_status', RUNTIME_STATUSES);
export const historyEventType = pgEnum('history_event_type', HISTORY_EVENT_TYPES);
export const waitState = pgEnum('wait_state', ['open', 'answered', 'closed']);

/** Compared byte by byte: ids have no language. */
export const instanceId = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

export const moment = () => timestamp({ withTimezone: true, mode: 'date' });

/** One row: what was fixed when the hub was created. */
export const taskHub = pgTable(
  'task_hub',
  {
    only: boolean().primaryKey().default(true),
    partitionCount: smallint().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [check('task_hub_has_one_row', sql`${table.only}`)],
);

export const nodes = pgTable('nodes', {
  nodeId: text().primaryKey(),
  deployment: text().notNull(),
  orchestrators: text().array().notNull(),
  activities: text().array().notNull(),
  entities: text().array().notNull().default(sql`'{}'`),
  activityCapacity: integer().notNull(),
  /** How many ran at its last heartbeat. */
  activitiesRunning: integer().notNull().default(0),
  startedAt: moment().notNull().defaultNow(),
  /** The node's lease on all that it holds: work items and partitions. */
  aliveUntil: moment().notNull(),
  /** Names its session at the database, which ends with its process; null where it has none of its own. */
  session: text(),
  /** Since then it takes nothing more, and gives back what it holds. */
  leavingSince: moment(),
});

/** The fence: changed at take-overs only, locked `for share` by every checkpoint. */
export const partitions = pgTable('partitions', {
  partitionId: smallint().primaryKey(),
  owner: text(),
  epoch: bigint({ mode: 'number' }).notNull().default(0),
  leaseId: uuid(),
  acquiredAt: moment(),
});

/**
 * The node that has asked for a partition; where it is the owner, the partition stays there for the code that the owner
 * has. Apart from the fence, which is busy.
 */
export const heirs = pgTable('heirs', { partitionId: smallint().primaryKey(), nodeId: text().notNull() });

/** The last checkpoint that committed in each lane of a partition: how an unknown outcome is found out. */
export const checkpoints = pgTable(
  'checkpoints',
  { partitionId: smallint().notNull(), lane: smallint().notNull(), batchId: uuid().notNull() },
  (table) => [primaryKey({ columns: [table.partitionId, table.lane] })],
);

export const instances = pgTable(
  'instances',
  {
    partitionId: smallint().notNull(),
    instanceId: instanceId().notNull(),
    generation: integer().notNull(),
    executionId: uuid().notNull(),
    revision: integer().notNull(),
    name: text().notNull(),
    version: text(),
    status: runtimeStatus().notNull(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
    completedAt: moment(),
    historyLength: integer().notNull(),
    input: text(),
    output: text(),
    failure: text(),
    customStatus: text(),
    tags: text(),
    parent: text(),
    /** The parent's instance id, to find children by. */
    parentId: instanceId(),
    waitingOn: text(),
    problem: text(),
  },
  (table) => [
    primaryKey({ columns: [table.partitionId, table.instanceId] }),
    index('instances_newest').on(table.createdAt, table.instanceId),
    index('instances_by_status').on(table.status, table.createdAt, table.instanceId),
    index('instances_by_name').on(table.name, table.createdAt, table.instanceId),
    index('instances_held_back').on(table.partitionId).where(sql`${table.problem} is not null`),
    index('instances_by_parent')
      .on(table.parentId, table.createdAt, table.instanceId)
      .where(sql`${table.parentId} is not null`),
    // Only of instances that have tags: the others do not pay for it.
    index('instances_by_tag')
      .using('gin', sql`${searchableTags(table.tags)} jsonb_path_ops`)
      .where(sql`${table.tags} is not null`),
    check(
      'instances_end_once',
      sql`(${table.completedAt} is not null) = (${table.status} in ('Completed', 'Failed', 'Canceled', 'Terminated'))`,
    ),
  ],
);

export const history = pgTable(
  'history',
  {
    partitionId: smallint().notNull(),
    instanceId: instanceId().notNull(),
    generation: integer().notNull(),
    seq: integer().notNull(),
    turn: integer().notNull(),
    type: historyEventType().notNull(),
    at: moment().notNull(),
    taskId: integer(),
    name: text(),
    payload: text(),
    /** A failure, a human task, a reason: what the payload is not. JSON text. */
    detail: text(),
    durationMs: integer(),
    callSite: integer(),
    actor: text(),
    awaiting: text(),
    deployment: text(),
  },
  (table) => [primaryKey({ columns: [table.partitionId, table.instanceId, table.generation, table.seq] })],
);

/** The dictionary behind `history.call_site`; the id is a hash of the location. */
export const callSites = pgTable('call_sites', { callSiteId: integer().primaryKey(), location: text().notNull() });

export const controlQueue = pgTable(
  'control_queue',
  {
    partitionId: smallint().notNull(),
    messageId: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    instanceId: instanceId().notNull(),
    message: text().notNull(),
    enqueuedAt: moment().notNull().defaultNow(),
    visibleAt: moment(),
    dispatchCount: smallint().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.partitionId, table.messageId] }),
    index('control_queue_delayed').on(table.partitionId, table.visibleAt).where(sql`${table.visibleAt} is not null`),
  ],
);

/** Messages to other instances, kept by the sender's partition until the target's has received them. */
export const outbox = pgTable(
  'outbox',
  {
    partitionId: smallint().notNull(),
    position: bigint({ mode: 'number' }).notNull(),
    targetPartition: smallint().notNull(),
    instanceId: instanceId().notNull(),
    message: text().notNull(),
    visibleAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.partitionId, table.position] })],
);

/** How far a partition has received what another one sent it: each position counts once. */
export const received = pgTable(
  'received',
  { partitionId: smallint().notNull(), sender: smallint().notNull(), position: bigint({ mode: 'number' }).notNull() },
  (table) => [primaryKey({ columns: [table.partitionId, table.sender] })],
);

export const timers = pgTable(
  'timers',
  {
    partitionId: smallint().notNull(),
    instanceId: instanceId().notNull(),
    generation: integer().notNull(),
    taskId: integer().notNull(),
    fireAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.partitionId, table.instanceId, table.generation, table.taskId] }),
    index('timers_due').on(table.partitionId, table.fireAt),
  ],
);

export const workItems = pgTable(
  'work_items',
  {
    partitionId: smallint().notNull(),
    instanceId: instanceId().notNull(),
    generation: integer().notNull(),
    taskId: integer().notNull(),
    name: text().notNull(),
    input: text(),
    lockedBy: text(),
    attempt: smallint().notNull(),
    /** Its activity's name in lower case, where that is limited. */
    queue: text(),
    /** What the call said about how its activity is to be run. JSON text. */
    facts: text(),
    enqueuedAt: moment().notNull().defaultNow(),
    /** Its process ended too often while it ran: nobody runs it until it is released. */
    quarantinedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.partitionId, table.instanceId, table.generation, table.taskId] }),
    index('work_items_unclaimed')
      .on(table.partitionId, table.enqueuedAt)
      .where(sql`${table.lockedBy} is null and ${table.queue} is null`),
    index('work_items_limited')
      .on(table.partitionId, table.queue, table.enqueuedAt)
      .where(sql`${table.queue} is not null`),
    index('work_items_quarantined')
      .on(table.partitionId, table.instanceId)
      .where(sql`${table.quarantinedAt} is not null`),
  ],
);

/** Instances that were in a batch as their process ended, and how often. A row goes when a checkpoint of theirs commits. */
export const suspects = pgTable(
  'suspects',
  {
    partitionId: smallint().notNull(),
    instanceId: instanceId().notNull(),
    /** Processes that have marked it, each once; the last of them may still live. */
    crashes: smallint().notNull(),
    markedBy: text().notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.partitionId, table.instanceId] })],
);

/** External events that instances wait for; with a human task, what a person is asked. */
export const waits = pgTable(
  'waits',
  {
    partitionId: smallint().notNull(),
    instanceId: instanceId().notNull(),
    generation: integer().notNull(),
    taskId: integer().notNull(),
    eventName: text().notNull(),
    humanTask: text(),
    state: waitState().notNull(),
    startedAt: moment().notNull(),
    closedAt: moment(),
    decidedBy: text(),
  },
  (table) => [
    primaryKey({ columns: [table.partitionId, table.instanceId, table.generation, table.taskId] }),
    index('waits_open_human_tasks')
      .on(table.startedAt)
      .where(sql`${table.state} = 'open' and ${table.humanTask} is not null`),
  ],
);

/**
 * What clients do in transactions of their own.
 *
 * W1. The rows are those that a node would write: who takes them in cannot tell the difference.
 * W2. The owner is woken by the commit: the notification is part of the transaction.
 */
import { z } from 'zod';
import { RUNTIME_STATUSES } from '@/contract/runtime-status';
import type { Message } from '@/server/engine/history';
import type { OutgoingStart } from '@/server/store';
import type { TransactionStore } from '@/server/transaction-store';
import { runWithin } from '../caller-transaction';
import { takeStarts } from './starts';
import { CHANNEL, wakePayload } from './wakes';

const statusSchema = z.object({ status: z.enum(RUNTIME_STATUSES) });

export const transactionVerbs: TransactionStore = {
  startWithin: async (transaction, partitionId, { instanceId, start }) => {
    const parameters = [partitionId, ...startParameters({ instanceId, start }), wakeFor(partitionId, instanceId)];
    const accepted = await runWithin(transaction, START, parameters);
    if (accepted.length > 0) return 'started';
    return start.onConflict === 'return-existing' ? 'exists' : 'conflict';
  },
  sendWithin: async (transaction, partitionId, { instanceId, message, visibleAt }) => {
    const text = JSON.stringify(message);
    const parameters = [partitionId, instanceId, text, visibleAt ?? null, wakeFor(partitionId, instanceId)];
    const [row] = await runWithin(transaction, SEND, parameters);
    return row === undefined ? null : statusSchema.parse(row).status;
  },
};

/** No node has this name, so that each takes it for another's. */
const SENDER = 'transaction';

function wakeFor(partitionId: number, instanceId: string): string {
  return wakePayload(SENDER, {
    partitions: [partitionId],
    workItems: [],
    limited: false,
    members: false,
    canceled: false,
    change: { instanceIds: [instanceId] },
  });
}

function startParameters({ instanceId, start }: OutgoingStart) {
  return [
    instanceId,
    start.executionId,
    start.name,
    start.version ?? null,
    start.createdAt,
    start.input,
    Object.keys(start.tags).length === 0 ? null : JSON.stringify(start.tags),
    start.parent === null ? null : JSON.stringify(start.parent),
    start.parent?.instanceId ?? null,
    JSON.stringify({ type: 'start', start } satisfies Message),
    start.onConflict === 'replace',
  ];
}

const START = `${takeStarts(`(values ($2::text, $3::uuid, $4::text, $5::text, $6::float8, $7::text, $8::text, $9::text,
      $10::text, $11::text, $12::bool, 1))`)}
  select place, pg_notify('${CHANNEL}', $13::text) from accepted`;

const SEND = `
  with target as (
    select status, completed_at from instances where partition_id = $1::smallint and instance_id = $2::text
  ), queued as (
    insert into control_queue (partition_id, instance_id, message, visible_at)
    select $1::smallint, $2::text, $3::text, to_timestamp($4::float8 / 1000) from target where completed_at is null
  )
  select status, pg_notify('${CHANNEL}', $5::text) from target`;

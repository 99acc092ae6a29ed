/** Deletes instances for good, by message: their owners see to it. */
import { isTerminal, RUNTIME_STATUSES } from '@/contract/runtime-status';
import { ClientError } from './client-error';
import type { CommandOptions, Purged, PurgeFilter, PurgeHistoryFilter, PurgeOptions } from './durable-client';
import { APP, type Sending, sendCommand } from './send-command';
import { toListQuery } from './status/status-query';

/** So many are deleted at a time. */
const BATCH_MAX = 100;

export async function purgeInstance(
  sending: Sending,
  instanceId: string,
  { force, recursive, actor = APP }: PurgeOptions,
): Promise<Purged> {
  await sendCommand(sending, instanceId, { type: 'purge', force, recursive, actor });
  return { instancesDeleted: 1 };
}

/** Gives 0 where there is no such instance. */
export function purgeIfThere(sending: Sending, instanceId: string, options: PurgeOptions): Promise<Purged> {
  return purgeInstance(sending, instanceId, options).catch((error) => {
    if (error instanceof ClientError && error.code === 'instance-not-found') return { instancesDeleted: 0 };
    throw error;
  });
}

/** The start of the span of time has to be given, so that nobody deletes everything by an omission. */
export async function purgeHistoryBy(
  sending: Sending,
  filter: PurgeHistoryFilter,
  options: CommandOptions,
): Promise<Purged> {
  const { createdTimeFrom, createdTimeTo, runtimeStatus } = filter;
  if (!(createdTimeFrom instanceof Date))
    throw new ClientError('invalid-request', 'createdTimeFrom must be a valid Date.');
  const { createdFrom, createdTo, status } = toListQuery({ createdTimeFrom, createdTimeTo, runtimeStatus });
  return await purgeInstancesBy(sending, { createdFrom, createdTo, status }, options);
}

/** Goes from the newest to the oldest, some at a time. What is started again or deleted by others meanwhile stays out. */
export async function purgeInstancesBy(
  sending: Sending,
  { status, ...filter }: PurgeFilter,
  options: CommandOptions & { limit?: number | undefined },
): Promise<Purged> {
  const ended = (status ?? RUNTIME_STATUSES).filter(isTerminal);
  const max = options.limit ?? Number.POSITIVE_INFINITY;
  let instancesDeleted = 0;
  let cursor: string | undefined;
  while (instancesDeleted < max && ended.length > 0) {
    const limit = Math.min(BATCH_MAX, max - instancesDeleted);
    const page = await sending.store.listInstances({ ...filter, status: ended, limit, cursor });
    if (page === 'invalid-cursor') throw new Error('A page of instances gave a cursor that is none.');
    const purged = await Promise.all(
      page.instances.map(({ instanceId }) => purgeIfEnded(sending, instanceId, options)),
    );
    instancesDeleted += purged.filter(Boolean).length;
    if (page.next === null) break;
    cursor = page.next;
  }
  return { instancesDeleted };
}

async function purgeIfEnded(sending: Sending, instanceId: string, options: CommandOptions): Promise<boolean> {
  try {
    await purgeInstance(sending, instanceId, options);
    return true;
  } catch (error) {
    if (error instanceof ClientError) return false;
    throw error;
  }
}

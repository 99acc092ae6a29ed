/** Lets go on what was held back, where somebody says so. */
import type { Lease } from '../store';
import type { Batch } from './batch';
import type { HubContext } from './hub-context';

/** Instances and entities of the batch that somebody released. */
export function releasedIn({ taken }: Batch): string[] {
  return [...taken].flatMap(([instanceId, arrivals]) =>
    arrivals.some(({ message }) => message.type === 'release') ? [instanceId] : [],
  );
}

/** True where something that the partition has to send was left lying. */
export function mendsOutbox({ taken }: Batch): boolean {
  return [...taken.values()].some((arrivals) =>
    arrivals.some(({ message }) => message.type === 'release' && message.mends === 'outbox'),
  );
}

/** Forgets what speaks against them, and puts back rows that are missing: nothing else happens to them meanwhile. Done before the checkpoint that uses up the messages: doing it twice does no harm. */
export async function release({ taken }: Batch, hub: HubContext, lease: Lease): Promise<void> {
  const { partitionId } = lease;
  for (const { instanceId, message } of [...taken.values()].flat()) {
    if (message.type !== 'release') continue;
    await hub.store.release(partitionId, instanceId, message.taskId ?? null);
    await hub.suspects.clear(partitionId, [instanceId]);
    if (message.mends === 'rows') await hub.store.restoreRows(lease, instanceId);
  }
}

/** Instances that were held back, and end, go or are replaced in this batch. */
export function acquittedIn({ admissions }: Batch, { suspects }: HubContext, partitionId: number): string[] {
  if (!suspects.hasMarks(partitionId)) return [];
  const over = admissions.filter(({ execution, purge }) => execution !== null || purge !== null);
  return over.flatMap(({ instanceId }) => (suspects.isHeldBack(partitionId, instanceId) ? [instanceId] : []));
}

/** Pages of an instance's history, in the order in which it happened. */
import { and, asc, gt } from 'drizzle-orm';
import type { HistoryPage } from '@/contract/history-event';
import { history, instances } from '../schema';
import { isHistory, selectHistory, toHistoryEventView } from './history-view';
import { type InstanceKey, isInstance } from './instance-key';
import type { QueryDatabase } from './query-database';

export type HistoryPageRequest = {
  after: number;
  limit: number;
  payloads?: boolean | undefined;
  generation?: number | undefined;
};

/** Up to `limit` events of a generation after the `seq` given; null where there is no such instance. */
export async function listHistory(
  db: QueryDatabase,
  key: InstanceKey,
  { after, limit, payloads = false, generation }: HistoryPageRequest,
): Promise<HistoryPage | null> {
  const rows = await selectHistory(db, payloads)
    .where(and(isHistory(db, key, generation), gt(history.seq, after)))
    .orderBy(asc(history.seq))
    .limit(limit + 1);
  if (rows.length === 0 && !(await exists(db, key))) return null;
  const events = rows
    .slice(0, limit)
    .map((row) => (payloads ? { ...toHistoryEventView(row), payload: row.payload } : toHistoryEventView(row)));
  return { events, nextSeq: rows.length > limit ? (events.at(-1)?.seq ?? null) : null };
}

async function exists(db: QueryDatabase, key: InstanceKey): Promise<boolean> {
  const rows = await db.select({ instanceId: instances.instanceId }).from(instances).where(isInstance(key));
  return rows.length > 0;
}

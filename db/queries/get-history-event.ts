/** One history event with its payload. */
import { and, eq } from 'drizzle-orm';
import type { HistoryEventView } from '@/contract/history-event';
import { history } from '../schema';
import { isHistory, selectHistory, toHistoryEventView } from './history-view';
import type { InstanceKey } from './instance-key';
import type { QueryDatabase } from './query-database';

/** The event at `seq` of a generation, the current one unless another is named; null where there is none. */
export async function getHistoryEvent(
  db: QueryDatabase,
  key: InstanceKey,
  seq: number,
  generation?: number,
): Promise<HistoryEventView | null> {
  const [row] = await selectHistory(db, true).where(and(isHistory(db, key, generation), eq(history.seq, seq)));
  return row === undefined ? null : { ...toHistoryEventView(row), payload: row.payload };
}

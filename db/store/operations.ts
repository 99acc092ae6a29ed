/** What those ask and do who keep the hub running, over the connections of reads: nothing of the hub's loops waits for it. */
import type { Sql } from 'postgres';
import type { OperationsStore } from '@/server/operations-store';
import { examineVerbs } from '../queries/examine';
import { findingVerbs } from '../queries/findings';
import { hubFigures } from '../queries/hub-figures';
import { recentFigures } from '../queries/overview';
import { retentionVerbs } from '../queries/retention';
import { hasSchema } from '../schema-version';
import { dutyVerbs } from './duties';

export function operationsVerbs(sql: Sql, partitionCount: number): OperationsStore {
  return {
    ...dutyVerbs(sql),
    ...examineVerbs(sql),
    ...findingVerbs(sql),
    ...retentionVerbs(sql, partitionCount),
    hasSchema: () => hasSchema(sql),
    hubFigures: () => hubFigures(sql),
    recentFigures: (window, names) => recentFigures(sql, window, names),
  };
}

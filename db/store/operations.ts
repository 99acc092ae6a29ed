/** What those ask and do who keep the hub running, over the connections of reads: nothing of the hub's loops waits for it. */
import type { Sql } from 'postgres';
import type { OperationsStore } from '@/server/operations-store';
import { hubFigures } from '../queries/hub-figures';
import { hasSchema } from '../schema-version';

export function operationsVerbs(sql: Sql): OperationsStore {
  return {
    hasSchema: () => hasSchema(sql),
    hubFigures: () => hubFigures(sql),
  };
}

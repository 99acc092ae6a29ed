/**
 * The one write of history: the outcomes of a batch, durable in one statement. What the statement guards is said in its
 * migration (C1 to C3).
 */
import type { Sql } from 'postgres';
import type { Checkpoint, CheckpointResult } from '@/server/store';
import { CallSites } from './call-sites';
import { checkpointRows } from './checkpoint-rows';
import { checkpointStatement } from './checkpoint-statement';

/** A count that differs, a history position or an instance that is there already: somebody else wrote. */
const CONFLICTS = new Set(['PDC01', '23505']);

/** Makes checkpoints. `conflict` and `lease-lost` have changed nothing; a rejection leaves the outcome unknown. */
export function checkpointer(sql: Sql): (checkpoint: Checkpoint) => Promise<CheckpointResult> {
  const callSites = new CallSites(sql);
  return async (checkpoint) => {
    const rows = checkpointRows(checkpoint, (site) => callSites.idOf(site));
    await callSites.record(rows.events);
    const { text, parameters } = checkpointStatement(checkpoint, rows);
    try {
      const [row] = await sql.unsafe<{ result: CheckpointResult }[]>(text, parameters, { prepare: true });
      return row?.result ?? 'conflict';
    } catch (error) {
      if (error instanceof Error && 'code' in error && CONFLICTS.has(String(error.code))) return 'conflict';
      throw error;
    }
  };
}

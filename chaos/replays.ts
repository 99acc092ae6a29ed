/** Histories of instances that have ended are run against the code once more: it must do the same, to the letter. */
import type { Sql } from 'postgres';
import { loadInstances } from '@/db/store/instances';
import { NonDeterminismError } from '@/server/engine/non-determinism-error';
import { agreesToTheLetter } from '@/server/engine/recorder';
import { gatherFunctions } from '@/server/function-modules';
import { replayEvents } from '@/server/test-hub/replay-events';
import * as functions from './functions';
import * as entities from './functions-entities';
import * as lives from './functions-lives';

const { registry } = gatherFunctions([functions, entities, lives]);

/** Why the instance's code does not do what its history says, as a sentence; null where it does, or there is none. */
export async function whyNotReplayed(sql: Sql, instanceId: string): Promise<string | null> {
  const [row] = await sql<{ partition_id: number }[]>`
    select partition_id from instances
    where partition_id = any(array(select partition_id from partitions)) and instance_id = ${instanceId}
      and completed_at is not null`;
  if (row === undefined) return null;
  const loaded = (await loadInstances(sql, row.partition_id, [instanceId], { endedToo: true })).get(instanceId);
  if (loaded === undefined) return null;
  const { record, history } = loaded;
  const { definition } = registry.resolve(record.name, record.version);
  if (definition === null) return `There is no orchestrator ${record.name}.`;
  try {
    const beyond = await replayEvents(definition, record, { events: history, agrees: agreesToTheLetter });
    return beyond.length === 0 ? null : `The code goes on with ${beyond.map(({ type }) => type).join(', ')}.`;
  } catch (error) {
    if (error instanceof NonDeterminismError) return error.message;
    throw error;
  }
}

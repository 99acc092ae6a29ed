/** Runs an exported history against the code as it is now. */
import { recordOf } from '../engine/exported-history';
import { NonDeterminismError } from '../engine/non-determinism-error';
import { agreesInEssence } from '../engine/recorder';
import { type FunctionModule, gatherFunctions } from '../function-modules';
import { parseExportedHistory } from './parse-exported-history';
import { replayEvents } from './replay-events';
import { toModule } from './to-module';

/** `problem` is a sentence. */
export type ReplayResult = { ok: true } | { ok: false; problem: string };

/**
 * Tells whether an instance with this history, an `ExportedHistory`, goes on with these functions, or where they do
 * something else. Rejects with a `TypeError` where it is no export.
 */
export async function replayHistory(history: unknown, functions: readonly FunctionModule[]): Promise<ReplayResult> {
  const exported = parseExportedHistory(history);
  const { registry } = gatherFunctions([toModule(functions)]);
  const { definition, missing } = registry.resolve(exported.orchestrator, exported.version);
  if (definition === null) return { ok: false, problem: missing.problem };
  try {
    await replayEvents(definition, recordOf(exported), { events: exported.events, agrees: agreesInEssence });
    return { ok: true };
  } catch (error) {
    if (error instanceof NonDeterminismError) return { ok: false, problem: error.message };
    throw error;
  }
}

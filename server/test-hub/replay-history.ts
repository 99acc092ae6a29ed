/** Runs an exported history against the code as it is now. */
import { type ExportedHistory, recordOf } from '../engine/exported-history';
import { NonDeterminismError } from '../engine/non-determinism-error';
import { agreesInEssence } from '../engine/recorder';
import { type FunctionModule, gatherFunctions } from '../function-modules';
import { replayEvents } from './replay-events';
import { toModule } from './to-module';

/** `problem` is a sentence. */
export type ReplayResult = { ok: true } | { ok: false; problem: string };

/** Tells whether an instance with this history goes on with these functions, or where they do something else. */
export async function replayHistory(
  exported: ExportedHistory,
  functions: readonly FunctionModule[],
): Promise<ReplayResult> {
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

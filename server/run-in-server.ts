/** Ties the runtime to the life of the process that serves the pages. */

import { readEnv } from './env';
import type { FunctionModule } from './function-modules';
import { startRuntime } from './runtime';

const UNUSABLE = 1;

/** Starts the runtime. Where that is impossible, says why in one sentence and ends the process. */
export async function runInServer(functions: readonly FunctionModule[]): Promise<void> {
  try {
    const runtime = await startRuntime(readEnv(process.env), functions);
    const stop = () => void runtime.stop().then(() => process.exit(0), fail);
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(UNUSABLE);
}

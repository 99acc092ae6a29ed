/** Ties the runtime to the life of the process that serves the pages. */

import { readEnv } from './env';
import type { FunctionModule } from './function-modules';
import { startRuntime } from './runtime';

const UNUSABLE = 1;

/** One wish to stop may arrive several times: from the terminal, from npm, from the command that started the process. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Starts the runtime. Where that is impossible, says why in one sentence and ends the process. */
export async function runInServer(functions: readonly FunctionModule[]): Promise<void> {
  try {
    const runtime = await startRuntime(readEnv(process.env), functions);
    // A promise that user code forgot is that code's bug; it must not take the node and everybody's instances with it.
    process.on('unhandledRejection', (error) => runtime.log.error({ err: error }, 'a rejection was not handled'));
    let isStopping = false;
    const stop = () => {
      if (isStopping) return;
      isStopping = true;
      runtime.stop().then(() => process.exit(0), fail);
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(UNUSABLE);
}

/**
 * Ties the runtime to the life of its process.
 *
 * RS1. The first signal lets it stop in its own time, the next one hurries it, and one more ends the process at once: nothing
 *      acknowledged is lost even so.
 * RS2. A stop that does not come to its end ends the process.
 */
import { type Env, readEnv } from './env';
import type { FunctionModule } from './function-modules';
import { serveOperations } from './http/operations/operations-server';
import { maskPasswords } from './mask-passwords';
import { type Runtime, startRuntime } from './runtime';
import { startTracing } from './tracing/start-tracing';

const UNUSABLE = 1;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One wish to stop may arrive several times: from the terminal, from npm, from the command that started the process. */
const SAME_WISH_MS = 1_000;

/** What a stop may take besides what its settings say. */
const STOP_SLACK_MS = 20_000;

/** Starts the runtime. Where that is impossible, says why in one sentence and ends the process. */
export async function runInServer(functions: readonly FunctionModule[]): Promise<void> {
  try {
    const env = readEnv(process.env);
    tieToProcess(env, await startRuntime(env, functions, await startTracing(process.env)));
  } catch (error) {
    fail(error);
  }
}

/** The same for a process without pages, which serves health and metrics where its settings say so. */
export async function runAsWorker(functions: readonly FunctionModule[]): Promise<void> {
  try {
    const env = readEnv(process.env);
    let runtime: Runtime | null = null;
    if (env.PERDURE_WORKER_PORT !== undefined) {
      const at = { host: env.PERDURE_WORKER_HOST, port: env.PERDURE_WORKER_PORT };
      const { port } = await serveOperations(at, () => runtime);
      process.stdout.write(`Health and metrics at http://${at.host}:${port}\n`);
    }
    runtime = await startRuntime(env, functions, await startTracing(process.env));
    tieToProcess(env, runtime);
  } catch (error) {
    fail(error);
  }
}

function tieToProcess(env: Env, runtime: Runtime): void {
  // A promise that user code forgot is that code's bug; it must not take the node and everybody's instances with it.
  process.on('unhandledRejection', (error) => runtime.log.error({ err: error }, 'a rejection was not handled'));
  let wishes = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  const wish = () => {
    if (performance.now() - lastAt < SAME_WISH_MS) return;
    lastAt = performance.now();
    wishes += 1;
    if (wishes === 1) stop(env, runtime);
    else if (wishes === 2) runtime.hurry();
    else process.exit(UNUSABLE);
  };
  for (const signal of SIGNALS) process.on(signal, wish);
}

function stop(env: Env, runtime: Runtime): void {
  const limitMs = env.PERDURE_STOP_DELAY_MS + env.PERDURE_DRAIN_MS + STOP_SLACK_MS;
  setTimeout(() => fail(new Error('Stopping took too long: others take over what this node had.')), limitMs).unref();
  runtime.log.info({}, 'stopping');
  runtime.stop().then(() => process.exit(0), fail);
}

function fail(error: unknown): void {
  process.stderr.write(`${maskPasswords(error instanceof Error ? error.message : String(error))}\n`);
  process.exit(UNUSABLE);
}

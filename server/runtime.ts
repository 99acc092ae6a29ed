/**
 * The composition root: database, node, client and the user's functions in one process. The only importer of `db/`.
 *
 * Next compiles its instrumentation and its route handlers as separate module graphs, so the process's one runtime lives
 * on `globalThis`.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { setLimits } from '@/contract/limits';
import { openDatabase } from '@/db/open-database';
import { openStore } from '@/db/store/open-store';
import { BatchRunner } from './batches/batch-runner';
import { createClient } from './client/create-client';
import { createLimitsDesk } from './client/function-limits';
import type { HttpFunction } from './client/http-function';
import type { VersionSettings } from './engine/orchestrator-versions';
import type { Env } from './env';
import { type FunctionModule, gatherFunctions } from './function-modules';
import { Health } from './health/health';
import { withHttpAnswers } from './http/azure/with-http-answers';
import { ChangeHub } from './http/change-hub';
import { LongPolls } from './http/long-polls';
import type { HttpServices, OperationsServices } from './http/services';
import { httpActivity } from './http-activity/http-activity';
import { createCallSiteResolver } from './hub/call-site-resolver';
import { DEFAULT_HUB_OPTIONS, type HubOptions } from './hub/hub-options';
import { Node } from './hub/node';
import { limitsOf } from './limit-settings';
import { Metrics } from './metrics/metrics';
import { createLog } from './pino-log';
import type { Store } from './store';
import { tend } from './tend';
import type { Tracing } from './tracing/tracing';

export type Runtime = HttpServices &
  OperationsServices & {
    node: Node;
    /** The node's name in the hub. */
    nodeId: string;
    store: Store;
    /**
     * Is not ready from now on, goes on for a while so that balancers hear of it, then drains the node, gives back its
     * partitions, and ends the embedded database where this process started it.
     */
    stop(): Promise<void>;
    /** Lets a stop that is under way wait for nothing any longer. */
    hurry(): void;
  };

/** Opens a runtime of its own. Rejects with `DatabaseUnavailable` where the database cannot be used. */
export async function openRuntime(
  env: Env,
  modules: readonly FunctionModule[],
  options: Partial<HubOptions> = {},
  tracing: Tracing | null = null,
): Promise<Runtime> {
  setLimits(limitsOf(env));
  const { registry, httpFunctions } = gatherFunctions([...modules, builtIns(env)], versionSettings(env));
  const metrics = new Metrics(registry);
  const nodeId = `node-${randomUUID().slice(0, 8)}`;
  const log = createLog(env.PERDURE_LOG_LEVEL).child({ node: nodeId });
  const { database, store } = await openStorage(env, nodeId);
  const settings = {
    nodeId,
    deployment: env.PERDURE_DEPLOYMENT,
    registry,
    log,
    options: { ...DEFAULT_HUB_OPTIONS, ...hubOptions(env), ...options },
    resolveCallSite: createCallSiteResolver(process.cwd()),
    activityObserver: { around: tracing?.around, ended: metrics.activityEnded },
  };
  const node = new Node(settings, store);
  metrics.watch(node, store, log);
  tracing?.watch(node.signals);
  const changes = new ChangeHub(node.signals);
  const longPolls = new LongPolls(changes.closing);
  const client = withHttpAnswers(createClient(node, store, registry, tracing?.traceOfStart), addressOf(env), longPolls);
  const health = new Health(node, store);
  const hurried = new AbortController();
  const tending = tend({ node, store, log, metrics, env, nodeId });
  await node.start();
  tending.start();
  const runner = new BatchRunner(client, store.batches, log);
  runner.start();
  return {
    node,
    nodeId,
    client,
    limits: createLimitsDesk(node, store, registry),
    store,
    log,
    changes,
    batches: { store: store.batches, wake: () => runner.wake() },
    functions: httpFunctions satisfies readonly HttpFunction[],
    ...addressOf(env),
    longPolls,
    operations: store,
    health,
    metrics,
    metricsToken: env.PERDURE_METRICS_TOKEN,
    observer: { inTraceOf: tracing?.inTraceOf ?? inNoTrace, answered: metrics.requestAnswered },
    stop: async () => {
      health.stop();
      await sleep(env.PERDURE_STOP_DELAY_MS, undefined, { signal: hurried.signal }).catch(() => undefined);
      changes.close();
      await tending.stop();
      await runner.stop();
      await node.stop();
      await store.close();
      await tracing?.stop();
      await database.stop();
    },
    hurry: () => {
      hurried.abort();
      node.hurry();
    },
  };
}

/** Rejects with `DatabaseUnavailable`, and leaves no server of ours behind. */
async function openStorage(env: Env, nodeId: string) {
  const database = await openDatabase({ url: env.DATABASE_URL, directory: env.PERDURE_DIR });
  const store = await openStore({
    url: database.url,
    node: nodeId,
    partitionCount: env.PERDURE_PARTITIONS,
    allowAsyncCommit: env.PERDURE_ALLOW_ASYNC_COMMIT,
  }).catch(async (error) => {
    await database.stop();
    throw error;
  });
  return { database, store };
}

function addressOf(env: Env): Pick<HttpServices, 'publicAddress' | 'managementKey'> {
  return {
    publicAddress: env.PERDURE_PUBLIC_ADDRESS ?? `http://localhost:${env.PORT}`,
    managementKey: env.PERDURE_MANAGEMENT_KEY ?? null,
  };
}

function inNoTrace<T>(_request: Request, answer: () => T): T {
  return answer();
}

/** What every node can do without the user's saying so. */
function builtIns(env: Env): FunctionModule {
  return { http: httpActivity(env.PERDURE_HTTP_ALLOW) };
}

function hubOptions(env: Env): Partial<HubOptions> {
  return {
    maxConcurrentActivityFunctions: env.PERDURE_MAX_CONCURRENT_ACTIVITIES,
    maxConcurrentOrchestratorFunctions: env.PERDURE_MAX_CONCURRENT_ORCHESTRATORS,
    maxConcurrentEntityFunctions: env.PERDURE_MAX_CONCURRENT_ENTITIES,
    leaseMs: env.PERDURE_LEASE_MS,
    suspicionMs: 3 * env.PERDURE_LEASE_MS,
    onNonDeterminism: env.PERDURE_ON_NON_DETERMINISM,
    drainMs: env.PERDURE_DRAIN_MS,
    turnBudgetMs: env.PERDURE_TURN_BUDGET_MS,
    watchdogMs: env.PERDURE_WATCHDOG_MS,
    heartbeatMs: Math.min(DEFAULT_HUB_OPTIONS.heartbeatMs, Math.floor(env.PERDURE_LEASE_MS / 4)),
  };
}

function versionSettings(env: Env): VersionSettings {
  return {
    defaultVersion: env.PERDURE_DEFAULT_VERSION ?? null,
    matchStrategy: env.PERDURE_VERSION_MATCH,
    failureStrategy: env.PERDURE_VERSION_FAILURE,
  };
}

const RUNTIME = Symbol.for('perdure.runtime');

type Process = { [RUNTIME]?: Promise<Runtime> };

/** Starts the process's runtime, once. */
export function startRuntime(env: Env, modules: readonly FunctionModule[], tracing: Tracing | null): Promise<Runtime> {
  const process = globalThis as Process;
  process[RUNTIME] ??= openRuntime(env, modules, {}, tracing);
  return process[RUNTIME];
}

/** The process's runtime. Rejects where none was started. */
export function getRuntime(): Promise<Runtime> {
  const runtime = (globalThis as Process)[RUNTIME];
  return runtime ?? Promise.reject(new Error('The runtime was not started in this process.'));
}

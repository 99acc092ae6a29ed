/** A task hub in memory, with a clock of its own: orchestrators run in unit tests as they do in production, days in no time. */

import { createClient } from '../client/create-client';
import type { DurableClient } from '../client/durable-client';
import { createLimitsDesk } from '../client/function-limits';
import type { ActivityFunction, ActivityReference } from '../engine/activity';
import { type ExportedHistory, exportHistory } from '../engine/exported-history';
import { type Duration, dueMoment } from '../engine/orchestration-time';
import { type FunctionModule, gatherFunctions } from '../function-modules';
import { withHttpAnswers } from '../http/azure/with-http-answers';
import { ChangeHub } from '../http/change-hub';
import { LongPolls } from '../http/long-polls';
import { createCallSiteResolver } from '../hub/call-site-resolver';
import { DEFAULT_HUB_OPTIONS } from '../hub/hub-options';
import { Node } from '../hub/node';
import { checkReplay } from './check-replay';
import { drivenClient } from './driven-client';
import { httpFetch } from './http-fetch';
import { answering, type HttpStub, noHttp } from './http-stub';
import { MemoryDatabase } from './memory-database';
import { copyOf } from './memory-rows';
import { createMemoryStore } from './memory-store';
import { silentLog } from './silent-log';
import { type StubOptions, TestActivities } from './test-activities';
import { toModule } from './to-module';
import { VirtualClock } from './virtual-clock';
import { World } from './world';

export type TestHubOptions = {
  /** Modules that export functions, or functions themselves. */
  functions: readonly FunctionModule[];
  /** The hub's time at its start; by default the beginning of 2030. */
  now?: Date;
  /** Runs each turn a second time from history, and says where it goes another way; true by default. */
  replayEveryTurn?: boolean;
};

export interface TestHub {
  /** The durable client. After each call the hub is at rest: what can happen without time passing has happened. */
  readonly client: DurableClient;
  /** Sends a request to the HTTP functions, such as `hub.fetch('/api/HelloWorld', { method: 'POST' })`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  readonly now: Date;
  /** Lets time pass, and everything happen that happens meanwhile. */
  advance(duration: Duration): Promise<void>;
  /** Runs `run` in an activity's place from now on. */
  stub<Input, Output>(
    activity: ActivityReference<Input, Output>,
    run: ActivityFunction<Input, Output>,
    options?: StubOptions,
  ): void;
  // biome-ignore lint/suspicious/noExplicitAny: a name says nothing of the activity's types.
  stub(activity: string, run: ActivityFunction<any, unknown>, options?: StubOptions): void;
  /** Answers the requests of `callHttp` from now on; nothing leaves the hub. */
  stubHttp(respond: HttpStub): void;
  /** What happened to an instance in its present generation. */
  history(instanceId: string): ExportedHistory;
}

const ADDRESS = 'http://localhost';

const BEGINNING = new Date('2030-01-01T00:00:00Z');

/** All timers are kept in memory, no heartbeat comes in between, and no watchdog ends the process of the tests. */
const OPTIONS = {
  ...DEFAULT_HUB_OPTIONS,
  timerHorizonMs: Number.MAX_SAFE_INTEGER,
  heartbeatMs: 2 ** 31 - 1,
  leaseMs: Number.MAX_SAFE_INTEGER,
  watchdogMs: 0,
};

export function createTestHub({ functions, now = BEGINNING, replayEveryTurn = true }: TestHubOptions): TestHub {
  const clock = new VirtualClock(now.getTime());
  const activities = new TestActivities(clock);
  const { registry, httpFunctions } = gatherFunctions([
    toModule([...functions, noHttp], (definition) => activities.take(definition)),
  ]);
  const database = new MemoryDatabase(1, () => clock.now());
  const rows = database.rows(0);
  const store = createMemoryStore(database, {
    inspect: async (checkpoint) => {
      if (replayEveryTurn) await checkReplay(checkpoint, rows, registry).catch((error) => world.fail(error));
    },
  });
  const settings = { nodeId: 'test', deployment: 'test', registry, log: silentLog, options: OPTIONS, clock };
  const node = new Node({ ...settings, resolveCallSite: createCallSiteResolver(process.cwd()) }, store);
  const world = new World(node, activities, clock);
  const address = { publicAddress: ADDRESS, managementKey: null };
  const changes = new ChangeHub(node.signals);
  const longPolls = new LongPolls(changes.closing);
  const driven = drivenClient(createClient(node, store, registry), world, rows);
  const client = withHttpAnswers(driven, address, longPolls);
  return {
    client,
    fetch: httpFetch({
      client,
      operations: store,
      limits: createLimitsDesk(node, store, registry),
      functions: httpFunctions,
      changes,
      longPolls,
      ...address,
    }),
    get now() {
      return new Date(clock.now());
    },
    advance: (duration) => world.advanceTo(dueMoment(duration, clock.now())),
    stub: (activity: string | ActivityReference<never, unknown>, run: ActivityFunction<never, unknown>, options = {}) =>
      activities.stub(activity, { run, ...options }),
    stubHttp: (respond) => activities.stub(noHttp, { run: answering(respond) }),
    history: (instanceId) => {
      const record = rows.instances.get(instanceId);
      if (record === undefined) throw new Error(`There is no instance '${instanceId}'.`);
      return copyOf(exportHistory(record, rows.history(instanceId, record.generation)));
    },
  };
}

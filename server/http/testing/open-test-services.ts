/** A whole node behind the routes, on a database of its own: nothing is made believe. */
import type { HttpFunction } from 'perdure';
import type { InstanceDetails } from '@/contract/instance';
import { openStore } from '@/db/store/open-store';
import { createTestDatabase } from '@/db/testing/create-test-database';
import { BatchRunner } from '../../batches/batch-runner';
import { createClient } from '../../client/create-client';
import { createLimitsDesk } from '../../client/function-limits';
import { Health } from '../../health/health';
import { DEFAULT_HUB_OPTIONS } from '../../hub/hub-options';
import { Node } from '../../hub/node';
import type { Log } from '../../log';
import { Registry } from '../../registry';
import { withHttpAnswers } from '../azure/with-http-answers';
import { ChangeHub } from '../change-hub';
import { LongPolls } from '../long-polls';
import type { HttpServices } from '../services';
import { sampleActivities, sampleEntities, sampleOrchestrators } from './sample-functions';

export type TestServices = {
  services: HttpServices;
  /** What was logged as an error. */
  errors: object[];
  /** The instance, as soon as it is as `wanted` has it; told by the change feed. */
  instanceOnce(instanceId: string, wanted: (instance: InstanceDetails) => boolean): Promise<InstanceDetails>;
  close(): Promise<void>;
};

export const PUBLIC_ADDRESS = 'https://perdure.example';

/** Starts the node and waits until it serves. */
export async function openTestServices(
  functions: HttpFunction[] = [],
  managementKey: string | null = null,
): Promise<TestServices> {
  const database = await createTestDatabase();
  const store = await openStore({ url: database.url, node: 'test', partitionCount: 4 });
  const registry = new Registry(sampleOrchestrators, sampleActivities, undefined, sampleEntities);
  const errors: object[] = [];
  const log = logTo(errors);
  const settings = { nodeId: 'test', deployment: 'test', registry, log, options: DEFAULT_HUB_OPTIONS };
  const node = new Node({ ...settings, resolveCallSite: (callSite) => callSite }, store);
  await node.start();
  const changes = new ChangeHub(node.signals);
  const address = { publicAddress: PUBLIC_ADDRESS, managementKey };
  const longPolls = new LongPolls(changes.closing);
  const client = withHttpAnswers(createClient(node, store, registry), address, longPolls);
  const health = new Health(node, store);
  const limits = createLimitsDesk(node, store, registry);
  const runner = new BatchRunner(client, store.batches, log);
  const batches = { store: store.batches, wake: () => runner.wake() };
  const services = {
    client,
    operations: store,
    functions,
    limits,
    ...address,
    longPolls,
    changes,
    batches,
    health,
    log,
  };
  const close = async (): Promise<void> => {
    changes.close();
    await runner.stop();
    await node.stop();
    await store.close();
    await database.drop();
  };
  return { services, errors, instanceOnce: (id, wanted) => instanceOnce(services, id, wanted), close };
}

function logTo(errors: object[]): Log {
  const ignore = (): void => undefined;
  const log: Log = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (facts) => errors.push(facts),
    child: () => log,
  };
  return log;
}

function instanceOnce(
  { client, changes }: HttpServices,
  instanceId: string,
  wanted: (instance: InstanceDetails) => boolean,
): Promise<InstanceDetails> {
  return new Promise((resolve, reject) => {
    const look = async (): Promise<void> => {
      const instance = await client.getInstance(instanceId);
      if (instance === null || !wanted(instance)) return;
      unsubscribe();
      resolve(instance);
    };
    const unsubscribe = changes.subscribe(() => void look().catch(reject));
    look().catch(reject);
  });
}

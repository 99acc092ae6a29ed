/** A task hub on a database of its own, where nodes come and go with whatever functions a test gives them. */
import type { Sql } from 'postgres';
import type { InstanceDetails } from '@/contract/instance';
import { connect } from '@/db/connect';
import { openStore } from '@/db/store/open-store';
import { createTestDatabase } from '@/db/testing/create-test-database';
import { until } from '@/db/testing/until';
import { readEnv } from '../../env';
import type { FunctionModule } from '../../function-modules';
import { openRuntime, type Runtime } from '../../runtime';
import type { Store } from '../../store';
import type { HubOptions } from '../hub-options';

export type TestHub = {
  url: string;
  sql: Sql;
  /** The storage of a node that does only what the test makes it do. */
  store: Store;
  /** Starts a node with these functions; it runs until it is stopped, or the hub is closed. */
  open(
    functions: FunctionModule,
    options?: Partial<HubOptions>,
    environment?: Record<string, string>,
  ): Promise<Runtime>;
  /** The instance, as soon as it is as `wanted` has it. */
  once(instanceId: string, wanted: (instance: InstanceDetails) => boolean): Promise<InstanceDetails>;
  close(): Promise<void>;
};

const PARTITIONS = 2;

export async function openTestHub(): Promise<TestHub> {
  const { url, drop } = await createTestDatabase();
  const sql = await connect(url, { node: 'test', role: 'rows' });
  const store = await openStore({ url, node: 'test', partitionCount: PARTITIONS });
  const settings = {
    DATABASE_URL: url,
    PERDURE_LOG_LEVEL: 'silent',
    PERDURE_WATCHDOG_MS: '0',
    PERDURE_PARTITIONS: `${PARTITIONS}`,
  };
  const running = new Set<Runtime>();
  const open: TestHub['open'] = async (functions, options, environment) => {
    const runtime = await openRuntime(readEnv({ ...settings, ...environment }), [functions], options);
    const stop = async (): Promise<void> => {
      running.delete(node);
      await runtime.stop();
    };
    const node = { ...runtime, stop };
    running.add(node);
    return node;
  };
  const once = (instanceId: string, wanted: (instance: InstanceDetails) => boolean): Promise<InstanceDetails> =>
    until(`instance ${instanceId} as wanted`, async () => {
      const [node] = running;
      const instance = await node?.client.getInstance(instanceId);
      return instance && wanted(instance) ? instance : null;
    });
  const close = async (): Promise<void> => {
    await Promise.all([...running].map((node) => node.stop()));
    await Promise.all([sql.end({ timeout: 1 }), store.close()]);
    await drop();
  };
  return { url, sql, store, open, once, close };
}

/** The durable client for programs that are no nodes: `import { connectClient } from 'perdure/client'`. */
import { randomUUID } from 'node:crypto';
import { openStore } from '@/db/store/open-store';
import { createClient } from './client/create-client';
import type { DurableClient } from './client/durable-client';
import { readEnv } from './env';
import { type FunctionModule, gatherFunctions } from './function-modules';
import { withHttpAnswers } from './http/azure/with-http-answers';
import { LongPolls } from './http/long-polls';
import { RemoteSender } from './hub/remote-sender';
import { createLog } from './pino-log';

export type ConnectOptions = {
  /** The hub's database; `DATABASE_URL` by default. */
  url?: string | undefined;
  /**
   * Functions whose names, inputs and versions are known here. The hub may have others: of these an instance gets the version
   * that its start names, else none.
   */
  functions?: readonly FunctionModule[] | undefined;
  /** The address of the hub's HTTP API, for links; `PERDURE_PUBLIC_ADDRESS`, or this machine's, by default. */
  publicAddress?: string | undefined;
};

export type ConnectedClient = DurableClient & {
  /** Sends what is on its way, and lets go of the database. Waits that are under way do not end. */
  close(): Promise<void>;
};

/**
 * Connects to a hub by its database. What it is asked for is durable when its promises resolve; nodes do the work, also later
 * where none is running. Rejects with `DatabaseUnavailable` where the database cannot be used.
 */
export async function connectClient(options: ConnectOptions = {}): Promise<ConnectedClient> {
  const env = readEnv(process.env);
  const url = options.url ?? env.DATABASE_URL;
  if (url === undefined) throw new Error('Which hub? Set DATABASE_URL, or give connectClient a url.');
  const name = `client-${randomUUID().slice(0, 8)}`;
  const store = await openStore({
    url,
    node: name,
    partitionCount: env.PERDURE_PARTITIONS,
    allowAsyncCommit: env.PERDURE_ALLOW_ASYNC_COMMIT,
  });
  const sender = new RemoteSender(name, store, createLog(env.PERDURE_LOG_LEVEL).child({ client: name }));
  try {
    await sender.start();
  } catch (error) {
    await store.close();
    throw error;
  }
  const { registry } = gatherFunctions(options.functions ?? []);
  registry.isOpen = true;
  const closing = new AbortController();
  const address = {
    publicAddress: options.publicAddress ?? env.PERDURE_PUBLIC_ADDRESS ?? `http://localhost:${env.PORT}`,
    managementKey: env.PERDURE_MANAGEMENT_KEY ?? null,
  };
  const client = withHttpAnswers(createClient(sender, store, registry), address, new LongPolls(closing.signal));
  return {
    ...client,
    close: async () => {
      closing.abort();
      await sender.stop();
      await store.close();
    },
  };
}

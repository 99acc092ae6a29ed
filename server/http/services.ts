import type { DurableClient } from '../client/durable-client';
import type { HttpFunction } from '../client/http-function';
import type { Log } from '../log';
import type { Store } from '../store';
import type { ChangeFeed } from './change-feed';
import type { LongPolls } from './long-polls';

/** What the routes need of the process that serves them. */
export type HttpServices = {
  client: DurableClient;
  store: Pick<Store, 'ping'>;
  functions: readonly HttpFunction[];
  /** The origin that links name, such as `http://localhost:7071`. */
  publicAddress: string;
  /** What the management API asks for; null where it asks for nothing. */
  managementKey: string | null;
  longPolls: LongPolls;
  changes: ChangeFeed;
  /** False while the process starts or stops. */
  ready(): boolean;
  log: Log;
};

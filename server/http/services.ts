import type { DurableClient } from '../client/durable-client';
import type { LimitsDesk } from '../client/function-limits';
import type { HttpFunction } from '../client/http-function';
import type { Log } from '../log';
import type { OperationsStore } from '../operations-store';
import type { Batches } from './batches';
import type { ChangeFeed } from './change-feed';
import type { LongPolls } from './long-polls';

/** What the routes need of the process that serves them. */
export type HttpServices = {
  client: DurableClient;
  functions: readonly HttpFunction[];
  limits: LimitsDesk;
  /** The origin that links name, such as `http://localhost:7071`. */
  publicAddress: string;
  /** What the management API asks for; null where it asks for nothing. */
  managementKey: string | null;
  longPolls: LongPolls;
  changes: ChangeFeed;
  /** Storage, for those who keep the hub running. */
  operations: OperationsStore;
  batches: Batches;
  health: { readiness(): Promise<Readiness> };
  log: Log;
  /** Sees every request; none by default. */
  observer?: RequestObserver | undefined;
};

/** Whether requests can be served, or why not. */
export type Readiness = 'ready' | 'stopping' | 'no-heartbeat' | 'no-database' | 'wrong-schema';

type RequestObserver = {
  /** Answers in the trace that the caller is in. */
  inTraceOf<T>(request: Request, answer: () => T): T;
  answered(seen: { method: string; route: string; status: number; ms: number }): void;
};

/** What health and metrics need of the process. */
export type OperationsServices = Pick<HttpServices, 'health' | 'publicAddress' | 'log'> & {
  metrics: { contentType: string; text(): Promise<string> };
  /** Whoever asks for metrics must bring it; absent where nobody must. */
  metricsToken: string | undefined;
};

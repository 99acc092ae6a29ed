/** What the process does about traces, where they are wanted. */
import type { ActivityObserver } from '../hub/activity-worker';
import type { HubEmitter } from '../hub/hub-signals';

export type Tracing = {
  /** The `traceparent` that a start carries; undefined where it is in no trace. */
  traceOfStart: (name: string, executionId: string) => string | undefined;
  around: NonNullable<ActivityObserver['around']>;
  watch(signals: HubEmitter): void;
  /** Answers a request in the trace that its caller is in. */
  inTraceOf<T>(request: Request, answer: () => T): T;
  /** Sends what is left. */
  stop(): Promise<void>;
};

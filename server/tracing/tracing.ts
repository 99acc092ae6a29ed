/** OpenTelemetry's traces, where the environment names somebody to send them to. */
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

/** Null where traces are off: then nothing of OpenTelemetry's SDK is loaded. The settings are OpenTelemetry's own. */
export async function startTracing(environment: Record<string, string | undefined>): Promise<Tracing | null> {
  const endpoint = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (endpoint === undefined || endpoint === '') return null;
  if (environment['OTEL_SDK_DISABLED'] === 'true' || environment['OTEL_TRACES_EXPORTER'] === 'none') return null;
  const { exportTraces } = await import('./export-traces');
  return exportTraces();
}

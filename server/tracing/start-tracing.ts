/** OpenTelemetry's traces, where the environment names somebody to send them to. */
import type { Tracing } from './tracing';

/** Null where traces are off: then nothing of OpenTelemetry's SDK is loaded. The settings are OpenTelemetry's own. */
export async function startTracing(environment: Record<string, string | undefined>): Promise<Tracing | null> {
  const endpoint = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (endpoint === undefined || endpoint === '') return null;
  if (environment['OTEL_SDK_DISABLED'] === 'true' || environment['OTEL_TRACES_EXPORTER'] === 'none') return null;
  const { exportTraces } = await import('./export-traces');
  return exportTraces();
}

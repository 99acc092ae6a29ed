/** Sends spans by OTLP over HTTP, in batches. Loaded only where traces are wanted. */
import { context, propagation, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { DerivedIds } from './derived-ids';
import { HubSpans } from './hub-spans';
import type { Tracing } from './tracing';

const headers = {
  get: (carrier: Headers, key: string) => carrier.get(key) ?? undefined,
  keys: (carrier: Headers) => [...carrier.keys()],
};

/** Where to and how is said by OpenTelemetry's variables. The provider is the process's: spans of the user's code join. */
export function exportTraces(processor: SpanProcessor = new BatchSpanProcessor(new OTLPTraceExporter())): Tracing {
  const ids = new DerivedIds();
  const named = resourceFromAttributes({ 'service.name': 'perdure' });
  const resource = defaultResource()
    .merge(named)
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({ idGenerator: ids, resource, spanProcessors: [processor] });
  provider.register();
  const spans = new HubSpans(provider.getTracer('perdure'), ids);
  return {
    traceOfStart: spans.traceOfStart,
    around: spans.around,
    watch: (signals) => spans.watch(signals),
    inTraceOf: (request, answer) => {
      if (trace.getActiveSpan() !== undefined) return answer();
      return context.with(propagation.extract(context.active(), request.headers, headers), answer);
    },
    stop: () => provider.shutdown(),
  };
}

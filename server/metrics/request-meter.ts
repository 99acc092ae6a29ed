/** Requests, by the pattern of their route: never by their path. */
import { Counter, Histogram, type Registry } from 'prom-client';

export type SeenRequest = { method: string; route: string; status: number; ms: number };

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function requestMeter(registry: Registry): (seen: SeenRequest) => void {
  const count = new Counter({
    name: 'perdure_http_requests_total',
    help: 'Requests that were answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'perdure_http_request_seconds',
    help: 'From a request to the head of its answer.',
    labelNames: ['route'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 5, 30],
    registers: [registry],
  });
  return ({ method, route, status, ms }) => {
    count.inc({ method: METHODS.has(method) ? method : 'other', route, status: String(status) });
    durations.observe({ route }, ms / 1_000);
  };
}

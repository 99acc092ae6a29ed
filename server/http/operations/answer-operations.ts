/** What those ask who keep the process running: whether it lives, whether it is ready, and its figures. */
import { timingSafeEqual } from 'node:crypto';
import { admit } from '../admit';
import { json } from '../answers';
import { problemOf } from '../problem-of';
import { problemResponse } from '../problems';
import type { OperationsServices } from '../services';

const PATIENCE_S = '2';

/** 200 as long as the process answers at all, whatever of the database: its absence is no reason to restart. */
export function answerLive(): Response {
  return json({ status: 'live' });
}

/** 200 once requests can be served, else 503 and why. `services` is null while the process starts. */
export async function answerReady(services: Pick<OperationsServices, 'health'> | null): Promise<Response> {
  const status = services === null ? 'starting' : await services.health.readiness();
  if (status === 'ready') return json({ status });
  return json({ status }, { status: 503, headers: { 'retry-after': PATIENCE_S } });
}

/** Prometheus' text. With a token it is for those who bring it, otherwise for those who come by our own name. */
export async function answerMetrics(request: Request, services: OperationsServices): Promise<Response> {
  const { metrics, metricsToken, publicAddress, log } = services;
  try {
    if (metricsToken === undefined) admit(request, publicAddress);
    else if (!brings(request, metricsToken)) {
      return json({ status: 'no-token' }, { status: 401, headers: { 'www-authenticate': 'Bearer' } });
    }
    const headers = { 'content-type': metrics.contentType, 'cache-control': 'no-store' };
    return new Response(await metrics.text(), { headers });
  } catch (error) {
    return problemResponse(problemOf(error, request, log));
  }
}

function brings(request: Request, token: string): boolean {
  const given = Buffer.from(request.headers.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

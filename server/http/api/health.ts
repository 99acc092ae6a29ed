import { json } from '../answers';
import { Refusal } from '../refusal';
import type { HttpServices } from '../services';

/** 200 as long as the process answers at all. Says nothing of the database: its absence is no reason to restart. */
export function getLiveness(): Response {
  return json({ status: 'live' });
}

/** 200 once requests can be served; 503 while the process starts or stops, and while the database does not answer. */
export async function getReadiness(
  _request: Request,
  _params: unknown,
  { ready, store }: HttpServices,
): Promise<Response> {
  if (!ready()) throw new Refusal('not-ready', 'Ask again in a moment.');
  await store.ping();
  return json({ status: 'ready' });
}

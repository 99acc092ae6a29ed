/** Answers a request in the trace that its caller is in, and counts it by the pattern of its route. */
import type { HttpServices } from './services';

/** What turns out about a request while it is being answered. */
export type Seen = { route: string };

/** What no route fits counts as this one. */
const NO_ROUTE = 'none';

export async function observed(
  request: Request,
  { observer }: HttpServices,
  answer: (seen: Seen) => Promise<Response>,
): Promise<Response> {
  if (observer === undefined) return answer({ route: NO_ROUTE });
  const seen: Seen = { route: NO_ROUTE };
  const startedAt = performance.now();
  const response = await observer.inTraceOf(request, () => answer(seen));
  const { method } = request;
  observer.answered({ method, route: seen.route, status: response.status, ms: performance.now() - startedAt });
  return response;
}

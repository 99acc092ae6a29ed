import { admit } from '../admit';
import { findRoute } from '../find-route';
import { observed } from '../observed';
import { problemOf } from '../problem-of';
import { problemResponse } from '../problems';
import type { HttpServices } from '../services';
import { API_ROUTES } from './routes';

/** Answers a request to Perdure's API. Never rejects: what goes wrong is answered as a problem. */
export function answerApi(request: Request, services: HttpServices): Promise<Response> {
  return observed(request, services, async (seen) => {
    try {
      admit(request, services.publicAddress);
      const { route, params } = findRoute(API_ROUTES, '/api/v1', request);
      seen.route = `/api/v1/${route.route}`;
      const response = await route.handle(request, params, services);
      return request.method === 'HEAD' ? await withoutBody(response) : response;
    } catch (error) {
      return problemResponse(problemOf(error, request, services.log));
    }
  });
}

/** What would be answered to a GET, without its body: a stream that nobody reads does not stay open. */
async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, response);
}

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
      return await route.handle(request, params, services);
    } catch (error) {
      return problemResponse(problemOf(error, request, services.log));
    }
  });
}

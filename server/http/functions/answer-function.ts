import { admit } from '../admit';
import { findRoute } from '../find-route';
import { observed } from '../observed';
import { internalAs, refusedAs } from '../problem-of';
import { problemResponse } from '../problems';
import { limitBody } from '../read-body';
import type { HttpServices } from '../services';

/**
 * Answers a request below `/api` by the user's HTTP function whose route fits. Never rejects: what goes wrong, in the
 * function's own code too, is answered as a problem.
 */
export function answerFunction(request: Request, services: HttpServices): Promise<Response> {
  const { client, functions, publicAddress } = services;
  return observed(request, services, async (seen) => {
    try {
      admit(request, publicAddress);
      const { route, params } = findRoute(functions, '/api', request);
      seen.route = `/api/${route.route}`;
      const response = await route.handler(limitBody(request), {
        client,
        params,
        createCheckStatusResponse: (instanceId) => client.createCheckStatusResponse(request, instanceId),
      });
      if (response instanceof Response) return response;
      throw new TypeError(`HTTP function '${route.name}' gave no Response.`);
    } catch (error) {
      // A connection that the function lost says nothing of our database: its errors are internal, whatever their code.
      const problem = refusedAs(error) ?? internalAs(error, request, services.log);
      const isAsked = request.method === 'OPTIONS' && problem.code === 'method-not-allowed';
      return isAsked ? allowing(problem.allow ?? []) : problemResponse(problem);
    }
  });
}

/** What may be done at a route whose function says nothing of its own to OPTIONS. */
function allowing(methods: readonly string[]): Response {
  return new Response(null, { status: 204, headers: { allow: [...methods, 'OPTIONS'].join(', ') } });
}

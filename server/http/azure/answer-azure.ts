import { admit } from '../admit';
import { findRoute } from '../find-route';
import { problemOf } from '../problem-of';
import { type ProblemFacts, statusOf } from '../problems';
import type { HttpServices } from '../services';
import { azureEmpty, azureError } from './azure-answers';
import { AZURE_BASE } from './check-status';
import { AZURE_ROUTES } from './routes';

/** Answers a request to the management API. Never rejects: what goes wrong is answered as the extension does. */
export async function answerAzure(request: Request, services: HttpServices): Promise<Response> {
  try {
    admit(request, services.publicAddress);
    const { route, params } = findRoute(AZURE_ROUTES, AZURE_BASE, request);
    return await route.handle(request, params, services);
  } catch (error) {
    return toAzure(problemOf(error, request, services.log));
  }
}

function toAzure({ code, detail }: ProblemFacts): Response {
  switch (code) {
    case 'not-found':
    case 'method-not-allowed':
    case 'instance-not-found':
    case 'entity-not-found':
      return azureEmpty(404);
    case 'instance-ended':
    case 'instance-not-failed':
      return azureEmpty(410);
    case 'invalid-request':
    case 'function-not-found':
      return azureError(400, 'One or more of the arguments submitted is incorrect', {
        message: detail,
        type: 'ArgumentException',
      });
    case 'internal':
      return azureError(500, `Something went wrong while processing your request. ${detail}`);
    default:
      return azureError(statusOf(code), detail);
  }
}

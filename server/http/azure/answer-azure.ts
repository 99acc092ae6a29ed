import { AZURE_BASE } from '../../client/management-links';
import { admit } from '../admit';
import { findRoute } from '../find-route';
import { isManagementKey } from '../management-key';
import { observed } from '../observed';
import { problemOf } from '../problem-of';
import { type ProblemFacts, problemHeaders, statusOf } from '../problems';
import type { HttpServices } from '../services';
import { azureEmpty, azureError } from './azure-answers';
import { readAzureQuery } from './azure-query';
import { AZURE_ROUTES } from './routes';

/** Answers a request to the management API. Never rejects: what goes wrong is answered as the extension does. */
export function answerAzure(request: Request, services: HttpServices): Promise<Response> {
  return observed(request, services, async (seen) => {
    try {
      admit(request, services.publicAddress);
      if (!isAllowed(request, services.managementKey)) return azureEmpty(401);
      const { route, params } = findRoute(AZURE_ROUTES, AZURE_BASE, request);
      seen.route = `${AZURE_BASE}/${route.route}`;
      return await route.handle(request, params, services);
    } catch (error) {
      return toAzure(problemOf(error, request, services.log));
    }
  });
}

function isAllowed(request: Request, managementKey: string | null): boolean {
  if (managementKey === null) return true;
  const given = [readAzureQuery(request.url).text('code'), request.headers.get('x-functions-key')];
  return isManagementKey(given, managementKey);
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
    case 'function-not-found':
      return invalid(detail);
    case 'internal':
      return azureError(500, 'Something went wrong while processing your request', {
        message: detail,
        type: 'System.Exception',
      });
    default:
      if (statusOf(code) === 400) return invalid(detail);
      return azureError(statusOf(code), detail, undefined, problemHeaders(code));
  }
}

function invalid(detail: string): Response {
  return azureError(400, 'One or more of the arguments submitted is incorrect', {
    message: detail,
    type: 'System.ArgumentException',
  });
}

/** Answers as the API does, and holds each answer against what its route declares. */
import { problemSchema } from '@/contract/problem';
import { findRoute } from '../../find-route';
import type { HttpServices } from '../../services';
import { answerApi } from '../answer-api';
import type { ApiRoute } from '../api-route';
import { problemCodesOf } from '../problem-codes-of';
import { API_ROUTES } from '../routes';

/** Throws where the answer has another status, type, body or problem than its route says. */
export async function answerConforming(request: Request, services: HttpServices): Promise<Response> {
  const route = routeOf(request);
  const response = await answerApi(request, services);
  if (route !== null) await assertConforming(route, response);
  return response;
}

function routeOf(request: Request): ApiRoute | null {
  try {
    return findRoute(API_ROUTES, '/api/v1', request).route;
  } catch {
    return null;
  }
}

async function assertConforming(route: ApiRoute, response: Response): Promise<void> {
  const { status } = response;
  const contentType = response.headers.get('content-type');
  if (contentType === 'application/problem+json') {
    const { code } = problemSchema.strict().parse(await response.clone().json());
    if ((problemCodesOf(route) as string[]).includes(code)) return;
    throw new Error(`${route.operationId} answered '${code}', which it does not declare.`);
  }
  const answer = route.facts.answers[status];
  if (answer === undefined) throw new Error(`${route.operationId} answered ${status}, which it does not declare.`);
  const expected = answer.schema === undefined ? null : (answer.contentType ?? 'application/json');
  if (contentType !== expected) throw new Error(`${route.operationId} answered as ${contentType}, not ${expected}.`);
  if (expected === 'application/json') answer.schema?.parse(await response.clone().json());
}

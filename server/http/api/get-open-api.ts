import { z } from 'zod';
import { json } from '../answers';
import { type ApiHandler, type ApiRoute, apiHandler } from './api-route';
import { describeApi } from './describe-api';

/** The handler that describes the routes, itself among them: so they are asked for when it is called. */
export function getOpenApi(routes: () => readonly ApiRoute[]): ApiHandler {
  return apiHandler({
    tag: 'Operations',
    summary: 'This description',
    answers: { 200: { description: 'An OpenAPI document.', schema: z.looseObject({ openapi: z.literal('3.1.0') }) } },
    handle: (_received, { publicAddress }) => json(describeApi(routes(), publicAddress)),
  });
}

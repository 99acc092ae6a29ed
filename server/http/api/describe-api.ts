/** The description of Perdure's own API, made of what its routes declare. */
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { problemSchema } from '@/contract/problem';
import { type ProblemCode, statusOf, titleOf } from '../problems';
import type { ApiRoute } from './api-route';
import { problemCodesOf } from './problem-codes-of';

const API_VERSION = '1';

const ABOUT = `What the dashboard uses, and programs may: instances, batches, entities, functions, and a stream of changes.

Errors are problems as RFC 9457 shapes them; \`code\` tells them apart. Commands are answered once they are durable. Cursors
are opaque, and only for the list and the filters that gave them.`;

/** The OpenAPI document (3.1) of the routes, as served from `publicAddress`. */
export function describeApi(routes: readonly ApiRoute[], publicAddress: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Perdure',
      version: API_VERSION,
      description: ABOUT,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicAddress}/api/v1` }],
    tags: [...new Set(routes.map(({ facts }) => facts.tag))].map((name) => ({ name })),
    paths: pathsOf(routes),
  });
}

function pathsOf(routes: readonly ApiRoute[]): Record<string, Record<string, ZodOpenApiOperationObject>> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    const path = `/${route.route}`;
    for (const method of route.methods) paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route) };
  }
  return paths;
}

function operationOf(route: ApiRoute): ZodOpenApiOperationObject {
  const { operationId, facts } = route;
  const { tag, summary, description, params, query, body } = facts;
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    requestParams: { ...(params && { path: params }), ...(query && { query }) },
    ...(body && {
      requestBody: { required: !body.safeParse({}).success, content: { 'application/json': { schema: body } } },
    }),
    responses: { ...answersOf(route), ...problemsOf(problemCodesOf(route)) },
  };
}

function answersOf({ facts }: ApiRoute): ZodOpenApiResponsesObject {
  const answers = Object.entries(facts.answers).map(
    ([status, { description, schema, contentType = 'application/json' }]) => [
      status,
      { description, ...(schema && { content: { [contentType]: { schema } } }) },
    ],
  );
  return Object.fromEntries(answers);
}

/** One answer for each status, which says what problems it may stand for. */
function problemsOf(codes: readonly ProblemCode[]): ZodOpenApiResponsesObject {
  const content = { 'application/problem+json': { schema: problemSchema } };
  const statuses = [...new Set(codes.map(statusOf))].sort();
  const answers = statuses.map((status) => {
    const sentences = codes.filter((code) => statusOf(code) === status).map((code) => `\`${code}\`: ${titleOf(code)}.`);
    return [String(status), { description: sentences.join(' '), content }] as const;
  });
  return Object.fromEntries(answers);
}

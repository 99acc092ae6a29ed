import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { describeApi } from './describe-api';
import { API_ROUTES } from './routes';

const text = JSON.stringify(describeApi(API_ROUTES, 'http://localhost:7071'));
const document = JSON.parse(text) as {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
};

it('is a valid OpenAPI document', async () => {
  expect(await new Validator().validate(JSON.parse(text))).toMatchObject({ valid: true });
});

it('holds every route, under a name of its own', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
  );
  const routes = API_ROUTES.map(({ methods, route, operationId }) => `${methods[0]} /${route} ${operationId}`);
  expect(described.sort()).toEqual(routes.sort());
  expect(new Set(API_ROUTES.map(({ operationId }) => operationId)).size).toBe(API_ROUTES.length);
});

it('says of every parameter in a path what it is', () => {
  const named = API_ROUTES.flatMap(({ route }) => [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const declared = API_ROUTES.flatMap(({ facts }) => Object.keys(facts.params?.shape ?? {}));
  expect(declared.sort()).toEqual(named.sort());
});

it('names the problems of each route', () => {
  const { responses } = document.paths['/instances/{id}/terminate']?.['post'] ?? {
    responses: {} as Record<string, unknown>,
  };
  expect(Object.keys(responses)).toEqual(['202', '400', '403', '404', '408', '410', '413', '415', '421', '500', '503']);
  expect(responses['410']).toMatchObject({ description: '`instance-ended`: The instance has ended.' });
});

it('shows parameters of a query as they are written', () => {
  expect(text).toContain('{"type":"integer","minimum":1,"maximum":200}');
  expect(text).not.toContain('anyOf":[{"type":"number"}');
});

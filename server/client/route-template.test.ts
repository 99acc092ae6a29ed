import { http } from 'perdure';
import { expect, it } from 'vitest';
import { parameterOf } from './route-template';

const at = (route: string) => http('Any', { route, handler: () => new Response() }).route;

it.each(['orders', 'orders/{id}/lines/{line?}', 'pages/{page:int?}', 'files/{*path}', 'ids/{id:guid}'])(
  'takes %s',
  (route) => {
    expect(at(route)).toBe(route);
  },
);

it.each([
  ['/orders', "has ''"],
  ['orders/', "has ''"],
  ['orders/{id', "has '{id'"],
  ['orders/x{id}', "has 'x{id}'"],
  ['orders/{id?}/lines', "has '{id?}' before its end"],
  ['files/{*path}/x', "has '{*path}' before its end"],
  ['orders/{id:shape}', "has ':shape'"],
])('refuses %s', (route, why) => {
  expect(() => at(route)).toThrow(why);
});

it.each([
  ['int', '-7', 'seven'],
  ['alpha', 'abc', 'a1'],
  ['bool', 'TRUE', 'yes'],
  ['guid', '9e952958-5e33-4daf-827f-2fa12937b875', '9e95'],
])('knows what %s looks like', (constraint, good, bad) => {
  const fits = parameterOf(`{x:${constraint}}`)?.fits;
  expect([fits?.test(good), fits?.test(bad)]).toEqual([true, false]);
});

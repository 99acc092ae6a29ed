import { describe, expect, it } from 'vitest';
import { matchRoute, segmentsOf } from './match-route';

const routes = [
  { methods: ['GET', 'POST'], route: 'HelloWorld' },
  { methods: ['GET'], route: 'orders/{id}' },
  { methods: ['DELETE'], route: 'orders/{id}' },
  { methods: ['GET'], route: 'orders/latest' },
  { methods: ['POST'], route: 'orders/{id}/lines/{line?}' },
  { methods: ['POST'], route: 'orders/{id}/lines/bulk' },
  { methods: ['GET'], route: 'pages/{page:int}' },
  { methods: ['GET'], route: 'pages/{title}' },
  { methods: ['GET'], route: 'files/{*path}' },
  { methods: ['HEAD'], route: 'files/first' },
];

function find(method: string, path: string) {
  const match = matchRoute(routes, method, segmentsOf(path) ?? []);
  return match !== 'not-found' && 'route' in match ? [match.route.route, match.params] : match;
}

describe('matchRoute', () => {
  it('finds a route without minding case or slashes at the ends', () => {
    expect(find('POST', '/helloworld/')).toEqual(['HelloWorld', {}]);
  });

  it('gives parameters as they were written, decoded', () => {
    expect(find('GET', 'Orders/K%C3%A4se%2F7')).toEqual(['orders/{id}', { id: 'Käse/7' }]);
  });

  it('lets fixed segments win over parameters, wherever they stand', () => {
    expect(find('GET', 'orders/latest')).toEqual(['orders/latest', {}]);
    expect(find('POST', 'orders/7/lines/bulk')).toEqual(['orders/{id}/lines/bulk', { id: '7' }]);
  });

  it('falls back to a parameter where the fixed segment does not take the method', () => {
    expect(find('DELETE', 'orders/latest')).toEqual(['orders/{id}', { id: 'latest' }]);
  });

  it('lets an optional segment be absent', () => {
    expect(find('POST', 'orders/7/lines')).toEqual(['orders/{id}/lines/{line?}', { id: '7' }]);
    expect(find('POST', 'orders/7/lines/2')).toEqual(['orders/{id}/lines/{line?}', { id: '7', line: '2' }]);
  });

  it('lets what has to look like something win over what may look like anything', () => {
    expect(find('GET', 'pages/7')).toEqual(['pages/{page:int}', { page: '7' }]);
    expect(find('GET', 'pages/seven')).toEqual(['pages/{title}', { title: 'seven' }]);
  });

  it('gives what takes the rest all of it', () => {
    expect(find('GET', 'files/a/b%20c/d.txt')).toEqual(['files/{*path}', { path: 'a/b c/d.txt' }]);
    expect(find('GET', 'files')).toEqual(['files/{*path}', { path: '' }]);
  });

  it('answers HEAD as GET, where nothing takes it itself', () => {
    expect(find('HEAD', 'orders/7')).toEqual(['orders/{id}', { id: '7' }]);
    expect(find('HEAD', 'files/first')).toEqual(['files/first', {}]);
  });

  it('names the methods that a path takes, each once', () => {
    expect(find('PUT', 'orders/latest')).toEqual({ allow: ['DELETE', 'GET', 'HEAD'] });
  });

  it.each(['', 'orders', 'orders/7/8', 'orders//lines', 'orders/7/lines/2/3', 'hello'])(
    'finds nothing at %j',
    (path) => {
      expect(find('GET', path)).toBe('not-found');
    },
  );
});

describe('segmentsOf', () => {
  it('decodes once', () => {
    expect(segmentsOf('/a%252e/b')).toEqual(['a%2e', 'b']);
  });

  it.each(['%E0%A4%A', '%ff', '%'])('is null for the malformed escape %s', (path) => {
    expect(segmentsOf(path)).toBeNull();
  });
});

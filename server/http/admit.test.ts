import { describe, expect, it } from 'vitest';
import { admit } from './admit';
import { Refusal } from './refusal';

const OURS = 'https://perdure.example';

function verdict(method: string, headers: Record<string, string>, publicAddress = OURS): string {
  try {
    admit(new Request('http://localhost:7071/api/v1/instances', { method, headers }), publicAddress);
    return 'admitted';
  } catch (error) {
    return error instanceof Refusal ? error.code : 'thrown';
  }
}

describe('admit', () => {
  it.each([
    'localhost:7071',
    'LOCALHOST',
    '127.0.0.1:7071',
    '127.1.2.3',
    '[::1]:7071',
    'perdure.example',
    'Perdure.Example',
  ])('lets in what is addressed to %s', (host) => {
    expect(verdict('POST', { host })).toBe('admitted');
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'perdure.example:81',
    '10.0.0.1',
    '',
    'a@localhost',
  ])('refuses what is addressed to %j, reads too', (host) => {
    expect(verdict('GET', { host })).toBe('misdirected');
  });

  it('does not believe a proxy that nobody configured', () => {
    expect(verdict('GET', { host: 'evil.example', 'x-forwarded-host': 'localhost' })).toBe('misdirected');
  });

  it.each([
    ['our own page', { origin: 'http://localhost:7071', 'sec-fetch-site': 'same-origin' }],
    ['our page at the public address', { origin: OURS }],
    ['a program', {}],
  ])('lets %s change things', (_who, headers) => {
    expect(verdict('POST', { host: 'localhost:7071', ...headers })).toBe('admitted');
  });

  it.each([
    ['a page of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
    ['a page in a sandbox', { origin: 'null' }],
    ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }],
  ])('lets %s read but not change things', (_who, headers) => {
    expect(verdict('POST', { host: 'localhost:7071', ...headers })).toBe('cross-site');
    expect(verdict('DELETE', { host: 'localhost:7071', ...headers })).toBe('cross-site');
    expect(verdict('GET', { host: 'localhost:7071', ...headers })).toBe('admitted');
  });
});

import { describe, expect, it } from 'vitest';
import { readEnv } from './env';

describe('readEnv', () => {
  it('needs nothing', () => {
    const env = readEnv({});
    expect(env.DATABASE_URL).toBeUndefined();
    expect(env).toMatchObject({
      PERDURE_DIR: '.perdure',
      PORT: 7071,
      PERDURE_PARTITIONS: 4,
      PERDURE_LEASE_MS: 10_000,
      PERDURE_ALLOW_ASYNC_COMMIT: false,
    });
  });

  it('reads numbers and flags, and leaves out what is not its own', () => {
    const env = readEnv({ PORT: '80', PERDURE_PARTITIONS: '16', PERDURE_ALLOW_ASYNC_COMMIT: '1', HOME: '/root' });
    expect(env).toMatchObject({ PORT: 80, PERDURE_PARTITIONS: 16, PERDURE_ALLOW_ASYNC_COMMIT: true });
    expect(env).not.toHaveProperty('HOME');
  });

  it('takes the public address without its last slash', () => {
    const env = readEnv({ PERDURE_PUBLIC_ADDRESS: 'https://perdure.example/base/' });
    expect(env.PERDURE_PUBLIC_ADDRESS).toBe('https://perdure.example/base');
  });

  it('reads a list', () => {
    expect(readEnv({}).PERDURE_HTTP_ALLOW).toEqual([]);
    const env = readEnv({ PERDURE_HTTP_ALLOW: '127.0.0.1, 10.0.0.0/8,intranet.example ,' });
    expect(env.PERDURE_HTTP_ALLOW).toEqual(['127.0.0.1', '10.0.0.0/8', 'intranet.example']);
  });

  it.each([
    ['PERDURE_HTTP_ALLOW', 'http://intranet.example/'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', 'web'],
    ['PERDURE_PARTITIONS', '257'],
    ['PERDURE_LEASE_MS', '100'],
    ['PERDURE_MAX_CONCURRENT_ACTIVITIES', '0'],
    ['PERDURE_MAX_CONCURRENT_ORCHESTRATORS', 'many'],
    ['PERDURE_MAX_CONCURRENT_ENTITIES', '1.5'],
    ['PERDURE_ALLOW_ASYNC_COMMIT', 'yes'],
    ['PERDURE_LOG_LEVEL', 'loud'],
    ['PERDURE_PUBLIC_ADDRESS', 'not an address'],
  ])('names %s where it is %j', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`^The environment .*${name}: `));
  });

  it('names all that is wrong at once', () => {
    expect(() => readEnv({ PORT: 'x', PERDURE_LEASE_MS: 'y' })).toThrow(/PORT: .*; PERDURE_LEASE_MS: /);
  });
});

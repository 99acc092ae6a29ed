import { describe, expect, it } from 'vitest';
import { startRequestSchema } from '@/contract/commands';
import { historyQuerySchema } from '@/contract/history-event';
import { instanceListQuerySchema } from '@/contract/instance';
import { Refusal } from './refusal';
import { readCommand, readQuery } from './validate';

const get = (query: string) => new Request(`http://localhost/api/v1/instances?${query}`);

function list(query: string) {
  try {
    return readQuery(get(query), instanceListQuerySchema);
  } catch (error) {
    return error instanceof Refusal ? error.code : 'thrown';
  }
}

describe('readQuery', () => {
  it('reads lists that are repeated or have commas', () => {
    expect(list('status=Failed,Running&status=Pending')).toMatchObject({ status: ['Failed', 'Running', 'Pending'] });
  });

  it('has defaults', () => {
    expect(list('')).toEqual({ limit: 100 });
    expect(readQuery(get(''), historyQuerySchema)).toEqual({ after: -1, limit: 500, payloads: false });
  });

  it.each([
    ...['status=Foo', 'name=', 'name=a%00', 'prefix=%0A', 'prefix=a&prefix=b', 'top=10', '__proto__=1', 'status[a]=1'],
    ...['limit=0', 'limit=-1', 'limit=1e2', 'limit=0x10', 'limit=12abc', 'limit=%2012', 'limit=%D9%A1', 'limit=501'],
    ...[
      'createdFrom=2026-02-30T00:00:00Z',
      'createdFrom=infinity',
      'createdFrom=now()',
      'createdTo=2026-01-01T00:00:00',
    ],
  ])('refuses %s', (query) => {
    expect(list(query)).toBe('invalid-request');
  });

  it('says what would be right', () => {
    expect(() => readQuery(get('status=Foo'), instanceListQuerySchema)).toThrow(/status\.0: .*"Suspended"/);
  });
});

describe('readCommand', () => {
  const post = (body: string) =>
    readCommand(
      new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
      startRequestSchema,
    );

  it('reads a command', async () => {
    await expect(post('{"name":"Order","input":{"a":1}}')).resolves.toEqual({ name: 'Order', input: { a: 1 } });
  });

  it.each([
    ['nothing', ''],
    ['an array', '[]'],
    ['a field that nobody knows', '{"name":"Order","instanceID":"a"}'],
    ['an id that is a number', '{"name":"Order","instanceId":123}'],
    ['an id with a lone surrogate', '{"name":"Order","instanceId":"a\\ud800"}'],
    ['an id that is a path', '{"name":"Order","instanceId":"../../etc/passwd"}'],
    ['an id of an entity', '{"name":"Order","instanceId":"@counter@1"}'],
    ['an id that holds NUL', '{"name":"Order","instanceId":"a\\u0000"}'],
    ['an id that is too long', `{"name":"Order","instanceId":"${'a'.repeat(257)}"}`],
  ])('refuses %s', async (_what, body) => {
    await expect(post(body)).rejects.toThrow(Refusal);
  });
});

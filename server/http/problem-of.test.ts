import { describe, expect, it } from 'vitest';
import { ClientError } from '../client/client-error';
import { problemOf } from './problem-of';
import { Refusal } from './refusal';

const request = new Request('http://localhost:7071/api/v1/instances?cursor=x', { method: 'POST' });

function withLog() {
  const logged: unknown[] = [];
  const log = { error: (facts: object) => logged.push(facts) };
  return { logged, problemOf: (error: unknown) => problemOf(error, request, log) };
}

describe('problemOf', () => {
  it('answers what the client and the routes refuse in their words', () => {
    const { logged, problemOf } = withLog();
    expect(problemOf(new ClientError('instance-ended', 'It has ended.'))).toEqual({
      code: 'instance-ended',
      detail: 'It has ended.',
    });
    expect(problemOf(new Refusal('method-not-allowed', 'Use GET.', { allow: ['GET'] }))).toEqual({
      code: 'method-not-allowed',
      detail: 'Use GET.',
      allow: ['GET'],
    });
    expect(logged).toEqual([]);
  });

  it.each(['ECONNREFUSED', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT', '57P01', '53300', '08006'])(
    'sees that the database is away from %s, also as a cause',
    (code) => {
      const { problemOf } = withLog();
      const cause = Object.assign(new Error('connect'), { code });
      expect(problemOf(cause).code).toBe('database-unavailable');
      expect(problemOf(new Error('Failed query', { cause })).code).toBe('database-unavailable');
    },
  );

  it('keeps the reason of everything else to the log', () => {
    const { logged, problemOf } = withLog();
    const error = Object.assign(new Error('relation "secrets" does not exist'), { code: '42P01' });
    const problem = problemOf(error);
    expect(problem.code).toBe('internal');
    expect(problem.detail).not.toContain('secrets');
    expect(logged).toEqual([{ err: error, requestId: problem.requestId, method: 'POST', path: '/api/v1/instances' }]);
  });
});

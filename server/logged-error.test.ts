import { expect, test } from 'vitest';
import { loggedError } from './logged-error';

test('keeps what an error is, its code and its causes, and nothing that was added to it', () => {
  const rows = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (card)=(4111) exists.' });
  const logged = loggedError(new TypeError('it failed', { cause: rows }));
  expect(logged).toMatchObject({
    type: 'TypeError',
    message: 'it failed',
    cause: { type: 'Error', message: 'duplicate key', code: '23505' },
  });
  expect(JSON.stringify(logged)).not.toContain('4111');
});

test('takes what is no error, and ends with causes that go round', () => {
  expect(loggedError('oh')).toEqual({ type: 'string', message: 'oh' });
  const round = new Error('round');
  round.cause = round;
  expect(JSON.stringify(loggedError(round))).toContain('round');
});

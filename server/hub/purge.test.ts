import { expect, it } from 'vitest';
import { passOn } from './purge';

const terminate = (instanceId: string) => ({ instanceId, message: { type: 'terminate' as const, reason: '' } });

it('goes on to every sub-orchestration once, also to those that were just told to end', () => {
  const message = { type: 'purge', force: true } as const;
  const sends = [terminate('b'), terminate('c'), { instanceId: 'd', message: { type: 'purge' as const } }];
  expect(passOn({ revision: 1, message, children: ['a', 'b'] }, sends)).toEqual(
    ['a', 'b', 'c'].map((instanceId) => ({ instanceId, message })),
  );
});

it('stops where it is not recursive', () => {
  const message = { type: 'purge', recursive: false } as const;
  expect(passOn({ revision: 1, message, children: ['a'] }, [])).toEqual([]);
});

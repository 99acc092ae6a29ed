import { expect, it } from 'vitest';
import { sayTargets } from './say-batch.model';

it('says what a batch is about', () => {
  expect(sayTargets({ filter: null, instanceCount: 1 })).toBe('1 instance by id');
  expect(sayTargets({ filter: null, instanceCount: 1000 })).toBe('1,000 instances by id');
  expect(sayTargets({ filter: {}, instanceCount: null })).toBe('all instances');
  expect(sayTargets({ filter: { status: ['Failed', 'Running'], prefix: 'a' }, instanceCount: null })).toBe(
    'status: Failed, Running · prefix: a',
  );
});

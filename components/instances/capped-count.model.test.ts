import { expect, it } from 'vitest';
import { cappedCount } from './capped-count.model';

it.each([
  [0, '0'],
  [1234, '1,234'],
  [10_000, '10,000'],
  [10_001, '10,000+'],
])('%d of at most 10,001 reads %s', (count, text) => {
  expect(cappedCount(count, 10_001)).toBe(text);
});

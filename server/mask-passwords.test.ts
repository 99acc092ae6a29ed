import { expect, test } from 'vitest';
import { maskPasswords } from './mask-passwords';

test.each([
  ['postgres://app:s3cret@db:5432/hub', 'postgres://app:***@db:5432/hub'],
  ['{"url":"postgresql://app:a/b?c#d@db/hub"}', '{"url":"postgresql://app:***@db/hub"}'],
  ['from https://one:x@a to http://two:y@b', 'from https://one:***@a to http://two:***@b'],
  [
    'no password: postgres://app@db/hub and http://localhost:7071/a@b',
    'no password: postgres://app@db/hub and http://localhost:7071/a@b',
  ],
])('of %s leaves %s', (text, masked) => {
  expect(maskPasswords(text)).toBe(masked);
});

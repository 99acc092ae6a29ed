import { expect, it } from 'vitest';
import { shortId } from './short-id.model';

it.each([
  ['refund-A-1042', 'refund-A-1042'],
  ['123456789012345678', '123456789012345678'],
  ['8f3c12aa0b7745e0a1c3d5f791b2', '8f3c12aa…91b2'],
])('%s is shown as %s', (id, text) => {
  expect(shortId(id)).toBe(text);
});

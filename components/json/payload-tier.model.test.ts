import { expect, it } from 'vitest';
import { formatBytes, payloadTier } from './payload-tier.model';

it.each([
  [0, 'pretty'],
  [65_536, 'pretty'],
  [65_537, 'raw'],
  [1_048_576, 'raw'],
  [1_048_577, 'download'],
])('%d bytes are for %s', (bytes, tier) => {
  expect(payloadTier(bytes)).toBe(tier);
});

it.each([
  [812, '812 B'],
  [12_400, '12.4 kB'],
  [3_100_000, '3.1 MB'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

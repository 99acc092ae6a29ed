import { expect, test } from 'vitest';
import { orchestrator } from './orchestrator';
import { compareVersions } from './version';

test.each([
  [null, null, 0],
  [null, '', 0],
  [null, '0', -1],
  ['1.0', null, 1],
  ['1.0', '1.0', 0],
  ['1', '1.0.0.0', 0],
  ['2.0', '10.0', -1],
  ['1.2.10', '1.2.9', 1],
  ['1.2.3.4', '1.2.3', 1],
  ['beta', 'Alpha', 1],
  ['Beta', 'beta', 0],
  ['1.0-rc', '1.0', 1],
  ['1.2.3.4.5', '1.2.3.4.10', 1],
])('%j against %j is %d', (a, b, expected) => {
  expect(Math.sign(compareVersions(a, b))).toBe(expected);
  expect(Math.sign(compareVersions(b, a))).toBe(expected === 0 ? 0 : -expected);
});

test.each(['a@b', 'line\nbreak', '\ud800', 'x'.repeat(257)])('%j is no version', (version) => {
  expect(() => orchestrator('Versioned', async () => 0, { version })).toThrow('A version has');
});

test('an empty version is none', () => {
  expect(orchestrator('Versioned', async () => 0, { version: '' }).version).toBeNull();
});

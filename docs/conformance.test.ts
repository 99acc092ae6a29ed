/** The table of promises names tests that are there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** `[file](../path.test.ts) *the test's name, or how it begins*` */
const NAMED = /\]\(\.\.\/([^)]+\.test\.ts)\) \*([^*]+)\*/g;

const table = readFileSync(join(import.meta.dirname, 'conformance.md'), 'utf8');
const named = [...table.matchAll(NAMED)].map(([, path = '', name = '']) => ({ path, name }));

test('there is a test for every promise', () => {
  const promises = table.split('\n').filter((line) => /^\| \d+ \|/.test(line));
  expect(promises).toHaveLength(29);
  for (const promise of promises) expect(promise).toMatch(NAMED);
});

test.each(named)('$path: $name', ({ path, name }) => {
  const file = join(import.meta.dirname, '..', path);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8').includes(name)).toBe(true);
});

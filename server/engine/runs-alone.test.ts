import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

beforeAll(() => {
  vi.resetModules();
  vi.doMock('zod', () => {
    throw new Error('The engine does not load zod: import only the types of modules that hold schemas.');
  });
});

afterAll(() => {
  vi.doUnmock('zod');
  vi.resetModules();
});

test('no module of the engine loads zod', async () => {
  const files = (await readdir(import.meta.dirname)).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const modules = await Promise.all(files.map((name) => import(/* @vite-ignore */ `${import.meta.dirname}/${name}`)));
  expect(modules.length).toBeGreaterThan(0);
});

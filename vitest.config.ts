import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^perdure$/, replacement: `${root}server/perdure.ts` },
      { find: /^perdure\/client$/, replacement: `${root}server/connect-client.ts` },
      { find: /^perdure\/testing$/, replacement: `${root}server/testing.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Pure functions share no state, so their tests may share a thread.
          pool: 'threads',
          isolate: false,
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...configDefaults.exclude, '**/*.db.test.ts', '.next/**', '.perdure/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: [...configDefaults.exclude, '.next/**', '.perdure/**'],
          globalSetup: ['db/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});

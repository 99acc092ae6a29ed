import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './db/schema.ts',
    './db/entity-schema.ts',
    './db/operations-schema.ts',
    './db/once-schema.ts',
    './db/limits-schema.ts',
    './db/batch-schema.ts',
  ],
  out: './db/migrations',
  casing: 'snake_case',
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type ProblemCode, statusOf, titleOf } from './problems';

const page = readFileSync('docs/http-api.md', 'utf8');

it('documents each problem as the table has it', () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| (\d{3}) \| (.+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(20);
  for (const [, code, status, title] of rows) {
    expect([statusOf(code as ProblemCode), titleOf(code as ProblemCode)]).toEqual([Number(status), title]);
  }
});

/** Programs with one statement changed, as code changes between two deployments. */
import fc from 'fast-check';
import { type Program, type Statement, statements } from './program';

export type Edit = { at: number; how: 'remove' | 'repeat' | 'replace' | 'insert'; statement: Statement };

export const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(20),
  how: fc.constantFrom('remove' as const, 'repeat' as const, 'replace' as const, 'insert' as const),
  statement: statements,
});

/** The program with the change made to one of its statements, nested ones among them. */
export function edited(program: Program, edit: Edit): Program {
  let left = edit.at % sizeOf(program);
  const change = (body: Program): Program =>
    body.flatMap((statement) => {
      left -= 1;
      if (left === -1) return changed(statement, edit);
      return 'body' in statement ? [{ ...statement, body: change(statement.body) }] : [statement];
    });
  return change(program);
}

function changed(statement: Statement, { how, statement: other }: Edit): Program {
  switch (how) {
    case 'remove':
      return [];
    case 'repeat':
      return [statement, statement];
    case 'replace':
      return [other];
    case 'insert':
      return [other, statement];
  }
}

function sizeOf(body: Program): number {
  return body.reduce((size, statement) => size + 1 + ('body' in statement ? sizeOf(statement.body) : 0), 0);
}

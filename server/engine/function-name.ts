import { nameProblem } from '@/contract/text-problem';

/** Throws a `TypeError` for a name that nothing can have. */
export function assertName(name: string, what: string): void {
  if (typeof name !== 'string') throw new TypeError(`${what} needs a name that is text.`);
  const problem = nameProblem(name, what);
  if (problem !== null) throw new TypeError(problem.message);
}

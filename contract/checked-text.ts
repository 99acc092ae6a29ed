import { z } from 'zod';
import type { TextProblem } from './text-problem';

/** Text that has no problem. The issue carries the problem's code. */
export function checkedText(problemOf: (text: string) => TextProblem | null) {
  return z.string().superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem === null) return;
    context.addIssue({ code: 'custom', message: problem.message, params: { code: problem.code } });
  });
}

import type { Problem } from '@/contract/problem';

/** Why a request to the management API did not give what was asked for. */
export class RequestProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options);
    this.name = 'RequestProblem';
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: RequestProblem;
  }
}

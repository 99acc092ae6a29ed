import type { ProblemCode, ProblemFacts } from './problems';

/** Ends the handling of a request: it changed nothing, and the problem says why. */
export class Refusal extends Error {
  override name = 'Refusal';

  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly facts: Pick<ProblemFacts, 'allow'> = {},
  ) {
    super(detail);
  }
}

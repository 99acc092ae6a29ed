/** Why a request got no answer. Its `name` is the error type that the orchestrator sees. */
export class HttpProblem extends Error {
  constructor(
    override readonly name:
      | 'HttpTargetNotAllowed'
      | 'HttpHeaderNotAllowed'
      | 'HttpTooLarge'
      | 'HttpTimeout'
      | 'HttpFailed',
    message: string,
    /** True where trying again cannot help. */
    readonly isNonRetriable: boolean,
  ) {
    super(message);
  }
}

export function notAllowed(message: string): HttpProblem {
  return new HttpProblem('HttpTargetNotAllowed', message, true);
}

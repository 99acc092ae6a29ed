import type { ExitCode } from './exit-code';

/** Ends the command with this exit code. The message is a sentence, for people. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
  }
}

import { CommanderError } from 'commander';
import { CliError } from './cli-error';
import { EXIT } from './exit-code';
import { createProgram } from './program';
import { printable } from './text/printable';

/** Runs the command that the arguments give. What goes wrong is a sentence on stderr, and an exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  // Whoever reads our output may stop before its end, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  // Commander has said what there is to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (!(error instanceof CliError)) throw error;
  process.stderr.write(`${printable(error.message)}\n`);
  return error.exitCode;
}

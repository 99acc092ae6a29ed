import { createInterface } from 'node:readline/promises';
import { CliError } from './cli-error';
import { EXIT } from './exit-code';

/** Asks whoever sits at the terminal. Rejects with a usage error where nobody does. */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CliError(EXIT.usage, 'There is nobody to ask here: give --yes to be sure.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

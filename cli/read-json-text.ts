import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CliError } from './cli-error';
import { EXIT } from './exit-code';

/**
 * The JSON text that an argument stands for: itself, a file's (`@path`), or what comes by stdin (`-`). It stays as it is
 * written, so that the server judges what was given. Rejects with a usage error where it is no JSON.
 */
export async function readJsonText(argument: string): Promise<string> {
  const given = await textOf(argument);
  try {
    JSON.parse(given);
    return given;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(EXIT.usage, `${sourceOf(argument)} is no JSON (a text needs its quotes): ${reason}`);
  }
}

function textOf(argument: string): Promise<string> {
  if (argument === '-') return text(process.stdin);
  if (!argument.startsWith('@')) return Promise.resolve(argument);
  return readFile(argument.slice(1), 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(EXIT.usage, `The file ${argument.slice(1)} cannot be read: ${reason}`);
  });
}

function sourceOf(argument: string): string {
  if (argument === '-') return 'What came by stdin';
  return argument.startsWith('@') ? `The file ${argument.slice(1)}` : 'The argument';
}

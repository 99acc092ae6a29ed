import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../perdure.mjs', import.meta.url));

export type Ran = { code: number | null; stdout: string; stderr: string };

export type Running = {
  /** The first line of stdout that holds the text; rejects where the command ends before. */
  says(wanted: string): Promise<string>;
  ended: Promise<Ran>;
};

/** Runs the command in a process of its own, without a terminal, and not in the project's folder. */
export function startCli(args: readonly string[], env: Record<string, string>, stdin = ''): Running {
  const { NO_COLOR: _, FORCE_COLOR: __, PERDURE_URL: ___, ...rest } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: '/', env: { ...rest, ...env } });
  child.stdin.end(stdin);
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(([code, stdout, stderr]) => ({
    ...{ code, stdout, stderr },
  }));
  const says = (wanted: string) =>
    new Promise<string>((resolve, reject) => {
      let heard = '';
      child.stdout.on('data', (chunk) => {
        heard += String(chunk);
        const line = heard.split('\n').find((candidate) => candidate.includes(wanted));
        if (line !== undefined) resolve(line);
      });
      ended.then(({ stderr }) => reject(new Error(`It never said ${wanted}. ${stderr}`)), reject);
    });
  return { says, ended };
}

/** Runs the command to its end. */
export function runCli(args: readonly string[], env: Record<string, string>, stdin?: string): Promise<Ran> {
  return startCli(args, env, stdin).ended;
}

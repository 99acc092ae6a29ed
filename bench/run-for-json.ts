import { type SpawnOptions, spawn } from 'node:child_process';

/** Runs a program to its end and gives what it wrote. Rejects with the end of its errors where it fails. */
export function runQuietly(file: string, args: string[], options: SpawnOptions = {}): Promise<string> {
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-2_000);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${file} ${args.join(' ')} ended with ${code}: ${errors}`));
    });
  });
}

/** The last line of a program's output that holds a JSON object. */
export async function runForJson(
  file: string,
  args: string[],
  options: SpawnOptions = {},
): Promise<Record<string, unknown>> {
  const lines = (await runQuietly(file, args, options)).split('\n').filter((line) => line.startsWith('{'));
  return JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
}

import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { z } from 'zod';
import type { HistoryEventView } from '@/contract/history-event';
import { instanceDetailsSchema } from '@/contract/instance';
import { CliError } from '../cli-error';
import { EXIT } from '../exit-code';
import { exportedHistory } from '../exported-history';
import { readHistory } from '../read-history';
import { session } from '../session';

/** `perdure history` */
export function addHistory(program: Command): void {
  const history = program.command('history').summary('export histories, and run them against the code as it is now');
  history
    .command('export')
    .description(
      'Writes an instance’s history, payloads included, as JSON (perdure.history.1): that of its present generation.',
    )
    .argument('<id>', 'the instance’s id')
    .option('-o, --output <file>', 'write to this file instead of stdout')
    .addHelpText('after', '\nExample:\n  perdure history export order-7 --output histories/order-7.json')
    .action(exportOne);
  history
    .command('verify')
    .description('Runs exported histories against this project’s functions, and says which instances would not go on.')
    .argument('<files...>', 'exported histories')
    .option('--functions <module>', 'a module that exports `functions`; functions/index.ts by default')
    .addHelpText('after', '\nExample:\n  perdure history verify histories/*.json')
    .action(verify);
}

async function exportOne(id: string, { output }: { output?: string }, command: Command): Promise<void> {
  const { api, out } = session(command);
  const instance = await api.ask(instanceDetailsSchema, 'GET', ['instances', id]);
  const events: HistoryEventView[] = [];
  for await (const page of readHistory(api, instance, true)) events.push(...page);
  const text = `${JSON.stringify(exportedHistory(instance, events), null, out.isJson ? undefined : 2)}\n`;
  if (output === undefined) process.stdout.write(text);
  else {
    await writeFile(output, text).catch((error: unknown) => {
      throw new CliError(EXIT.usage, `${output} cannot be written: ${messageOf(error)}`);
    });
    out.note(`Wrote ${events.length} events to ${output}.`);
  }
}

const modulesSchema = z.object({ functions: z.array(z.record(z.string(), z.unknown())) });

async function verify(files: string[], options: { functions?: string }, command: Command): Promise<void> {
  const { out } = session(command);
  const functions = await modulesOf(options.functions);
  const { replayHistory } = await import('perdure/testing');
  for (const file of files) {
    const history = await readFile(file, 'utf8')
      .then((text): unknown => JSON.parse(text))
      .catch((error: unknown) => {
        throw new CliError(EXIT.usage, `${file} cannot be read: ${messageOf(error)}`);
      });
    const result = await replayHistory(history, functions).catch((error: unknown) => {
      if (error instanceof TypeError) throw new CliError(EXIT.usage, `${file}: ${error.message}`);
      throw error;
    });
    if (!result.ok) process.exitCode = EXIT.otherwise;
    out.result({ file, ...result }, () => out.line(`${file}: ${result.ok ? 'goes on' : result.problem}`));
  }
}

async function modulesOf(path: string | undefined): Promise<Record<string, unknown>[]> {
  const module: unknown =
    path === undefined
      ? await import('@/functions')
      : await import(pathToFileURL(resolve(path)).href).catch((error: unknown) => {
          throw new CliError(EXIT.usage, `${path} cannot be loaded: ${messageOf(error)}`);
        });
  const parsed = modulesSchema.safeParse({ ...(module as object) });
  if (parsed.success) return parsed.data.functions;
  throw new CliError(EXIT.usage, `${path} exports no list of modules named functions.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

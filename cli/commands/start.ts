import type { Command } from 'commander';
import { startResponseSchema, versionSchema } from '@/contract/commands';
import { idempotencyKeySchema } from '@/contract/idempotency-key';
import { instanceIdSchema } from '@/contract/instance-id';
import { momentSchema } from '@/contract/moment';
import { fitting, oneOf, tag } from '../arguments';
import { awaitEnd } from '../await-end';
import { CliError } from '../cli-error';
import { EXIT } from '../exit-code';
import { jsonBody } from '../json-body';
import { readJsonText } from '../read-json-text';
import { session } from '../session';
import { showInstance } from '../show-instance';

type Options = {
  input?: string;
  id?: string;
  version?: string;
  tag?: Record<string, string>;
  startAt?: string;
  onConflict?: string[];
  idempotencyKey?: string;
  wait?: true;
};

/** `perdure start` */
export function addStart(program: Command): void {
  program
    .command('start')
    .summary('start an instance')
    .description('Starts an instance and prints its id. With --wait it prints how the instance ended.')
    .argument('<orchestrator>', 'its name, in any case')
    .option('-i, --input <json>', 'JSON text, @file, or - for stdin')
    .option('--id <id>', 'the instance’s id; drawn at random by default', fitting(instanceIdSchema))
    .option('--version <version>', 'the version of its code; the default one otherwise', fitting(versionSchema))
    .option('-t, --tag <key=value>', 'marks it; may be given several times', tag)
    .option('--start-at <moment>', 'when its code begins, such as 2030-01-31T12:00:00Z', fitting(momentSchema))
    .option(
      '--on-conflict <what>',
      'error, replace or return-existing, where this id is active',
      oneOf(['error', 'replace', 'return-existing']),
    )
    .option('--idempotency-key <key>', 'starts one instance, however often it is sent', fitting(idempotencyKeySchema))
    .option('-w, --wait', 'wait for the end; exit code 1 unless it completed')
    .addHelpText(
      'after',
      `
Examples:
  perdure start HelloSequence --wait
  perdure start BackupSite --input '{"folder":"site"}' --id site-1 --tag team=web
  generate-order | perdure start Order --input - --idempotency-key order-7`,
    )
    .action(start);
}

async function start(name: string, options: Options, command: Command): Promise<void> {
  const { api, out } = session(command);
  const { id: instanceId, version, tag: tags, startAt, idempotencyKey } = options;
  const [onConflict, second] = options.onConflict ?? [];
  if (second !== undefined) throw new CliError(EXIT.usage, 'Give --on-conflict one value.');
  const input = options.input === undefined ? undefined : await readJsonText(options.input);
  const body = jsonBody({ name, instanceId, version, tags, startAt, onConflict }, 'input', input);
  const headers: Record<string, string> = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  const started = await api.ask(startResponseSchema, 'POST', ['instances'], { body, headers });
  if (options.wait !== true) {
    out.result(started, () => out.line(started.instanceId));
    return;
  }
  if (!out.isJson) out.note(`Started ${started.instanceId}.`);
  const ended = await awaitEnd({ api, out }, started.instanceId);
  out.result(ended, () => showInstance(out, ended));
}

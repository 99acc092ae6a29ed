import type { Command } from 'commander';
import { positiveInteger } from '../arguments';
import { jsonBody } from '../json-body';
import { readJsonText } from '../read-json-text';
import { session } from '../session';

type Options = { data?: string; task?: number };

/** `perdure raise` */
export function addRaise(program: Command): void {
  program
    .command('raise')
    .summary('raise an event for an instance')
    .argument('<id>', 'the instance’s id')
    .argument('<event>', 'the event’s name')
    .option('-d, --data <json>', 'JSON text, @file, or - for stdin')
    .option('--task <taskId>', 'answers this wait and no other, and only while it is open', positiveInteger)
    .addHelpText(
      'after',
      `
Example:
  perdure raise expense-7 Approval --data '{"approved":true}'`,
    )
    .action(raise);
}

async function raise(id: string, event: string, options: Options, command: Command): Promise<void> {
  const { api, out } = session(command);
  const data = options.data === undefined ? undefined : await readJsonText(options.data);
  await api.tell(['instances', id, 'events', event], jsonBody({ taskId: options.task }, 'data', data));
  out.result({ instanceId: id, raised: event }, () => out.line(`Raised ${event} for ${id}.`));
}

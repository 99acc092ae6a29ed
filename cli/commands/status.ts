import type { Command } from 'commander';
import { instanceDetailsSchema } from '@/contract/instance';
import { awaitEnd } from '../await-end';
import { readHistory } from '../read-history';
import { session } from '../session';
import { showHistory } from '../show-history';
import { showInstance } from '../show-instance';
import { describeWait } from '../text/describe-wait';

type Options = { history?: true; watch?: true };

/** `perdure status` */
export function addStatus(program: Command): void {
  program
    .command('status')
    .summary('show an instance')
    .description('Shows an instance. With --watch it tells every change until the end, as --wait of start does.')
    .argument('<id>', 'the instance’s id')
    .option('--history', 'its history too; with --json one line for each event, after the instance')
    .option('-w, --watch', 'follow it to its end; exit code 1 unless it completed')
    .addHelpText(
      'after',
      `
Examples:
  perdure status site-1 --history
  perdure status site-1 --watch
  perdure status site-1 --json | jq -r .output`,
    )
    .action(status);
}

async function status(id: string, options: Options, command: Command): Promise<void> {
  const { api, out } = session(command);
  const instance = options.watch
    ? await awaitEnd({ api, out }, id, (now) => {
        const { updatedAt, status, waitingOn } = now;
        const waits = waitingOn === null ? '' : `, waits for ${describeWait(waitingOn)}`;
        out.result(now, () => out.line(`${updatedAt}  ${status}${waits}`));
      })
    : await api.ask(instanceDetailsSchema, 'GET', ['instances', id]);
  // Who watches by --json has had it as the last change.
  if (!(out.isJson && options.watch)) out.result(instance, () => showInstance(out, instance));
  if (options.history !== true) return;
  if (!out.isJson) out.line('');
  await showHistory(out, readHistory(api, instance));
}

import type { Command } from 'commander';
import { purgeResponseSchema } from '@/contract/commands';
import { statusCountsSchema } from '@/contract/instance';
import { momentSchema } from '@/contract/moment';
import type { TerminalStatus } from '@/contract/runtime-status';
import type { Api } from '../api';
import { fitting, oneOf, positiveInteger } from '../arguments';
import { CliError } from '../cli-error';
import { confirmed } from '../confirmed';
import { EXIT } from '../exit-code';
import { type Session, session } from '../session';

const ENDED = ['Completed', 'Failed', 'Canceled', 'Terminated'] as const satisfies readonly TerminalStatus[];

type Filter = {
  status?: TerminalStatus[];
  name?: string;
  prefix?: string;
  createdFrom?: string;
  createdTo?: string;
  limit?: number;
};

type Options = Filter & { force?: true; recursive: boolean; yes?: true };

/** `perdure purge` */
export function addPurge(program: Command): void {
  program
    .command('purge')
    .summary('delete instances with their history, for good')
    .description('Deletes the instances with these ids, or all that have ended and fit the filter, for good.')
    .argument('[ids...]', 'ids of instances')
    .option('--force', 'by id: also what has not ended')
    .option('--no-recursive', 'by id: not its sub-orchestrations')
    .option('-s, --status <status>', `by filter: one or more of ${ENDED.join(', ')}`, oneOf(ENDED))
    .option('-n, --name <orchestrator>', 'by filter: of this orchestrator')
    .option('-p, --prefix <text>', 'by filter: whose id starts with this')
    .option('--created-from <moment>', 'by filter: created then or later', fitting(momentSchema))
    .option('--created-to <moment>', 'by filter: created before', fitting(momentSchema))
    .option('-l, --limit <count>', 'by filter: no more than these, the newest first', positiveInteger)
    .option('-y, --yes', 'by filter: do not ask')
    .addHelpText(
      'after',
      `
Examples:
  perdure purge order-7 order-8
  perdure purge --status Completed --created-to 2030-01-01T00:00:00Z --yes`,
    )
    .action(purge);
}

async function purge(ids: string[], options: Options, command: Command): Promise<void> {
  const { force, recursive, yes, ...filter } = options;
  const { limit: _, ...which } = filter;
  const isByFilter = Object.keys(which).length > 0;
  if (ids.length > 0 === isByFilter) throw new CliError(EXIT.usage, 'Say which: give ids, or a filter.');
  if (ids.length > 0 && (filter.limit !== undefined || yes)) {
    throw new CliError(EXIT.usage, '--limit and --yes go with a filter.');
  }
  if (isByFilter && (force || !recursive)) {
    throw new CliError(EXIT.usage, '--force and --no-recursive go with ids.');
  }
  if (isByFilter) await purgeBy(session(command), filter, yes === true);
  else await purgeEach(session(command), ids, { force: String(force === true), recursive: String(recursive) });
}

async function purgeEach({ api, out }: Session, ids: string[], query: Record<string, string>): Promise<void> {
  for (const id of ids) {
    const purged = await api.ask(purgeResponseSchema, 'DELETE', ['instances', id], { query });
    out.result({ instanceId: id, ...purged }, () => out.line(`Purged ${id}.`));
  }
}

async function purgeBy({ api, out }: Session, filter: Filter, isSure: boolean): Promise<void> {
  if (!isSure && !(await confirmed(`Purge ${await estimate(api, filter)}, for good?`))) {
    out.note('Nothing is purged.');
    return;
  }
  const purged = await api.ask(purgeResponseSchema, 'POST', ['instances', 'purge'], { body: JSON.stringify(filter) });
  const { instancesDeleted } = purged;
  out.result(purged, () => out.line(`Purged ${instancesDeleted} instance${instancesDeleted === 1 ? '' : 's'}.`));
}

/** How many it is about, as far as the API counts them: times and a limit are not counted by. */
async function estimate(api: Api, filter: Filter): Promise<string> {
  const { name, prefix, status = ENDED, createdFrom, createdTo, limit } = filter;
  const query = { name, prefix };
  const { counts, cap } = await api.ask(statusCountsSchema, 'GET', ['instances', 'counts'], { query });
  const each = status.map((one) => counts[one] ?? 0);
  const isMore = each.some((count) => count >= cap);
  const all = each.reduce((sum, count) => sum + count, 0);
  const most = Math.min(all, limit ?? all);
  const isAtMost = createdFrom !== undefined || createdTo !== undefined;
  return `${isMore && most === all ? 'more than ' : isAtMost ? 'up to ' : ''}${most} instances`;
}

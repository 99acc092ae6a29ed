import type { Command } from 'commander';
import { type InstanceSummary, instancePageSchema } from '@/contract/instance';
import { RUNTIME_STATUSES, type RuntimeStatus } from '@/contract/runtime-status';
import { oneOf, positiveInteger } from '../arguments';
import type { Cell, Output } from '../output';
import { readPages } from '../read-pages';
import { session } from '../session';
import { describeWait } from '../text/describe-wait';
import { paintStatus } from '../text/paint-status';

type Options = { status?: RuntimeStatus[]; name?: string; prefix?: string; limit: number; all?: true };

const HEAD = ['INSTANCE', 'ORCHESTRATOR', 'STATUS', 'CREATED', 'UPDATED', 'WAITS FOR'];

/** `perdure list` */
export function addList(program: Command): void {
  program
    .command('list')
    .summary('list instances')
    .description('Lists instances, the newest first. With --json each is a line of its own.')
    .option('-s, --status <status>', `one or more of ${RUNTIME_STATUSES.join(', ')}`, oneOf(RUNTIME_STATUSES))
    .option('-n, --name <orchestrator>', 'of this orchestrator')
    .option('-p, --prefix <text>', 'whose id starts with this')
    .option('-l, --limit <count>', 'no more than these', positiveInteger, 50)
    .option('--all', 'all of them')
    .addHelpText(
      'after',
      `
Examples:
  perdure list --status Failed,Running --name Order
  perdure list --all --json | jq -r .instanceId`,
    )
    .action(list);
}

async function list(options: Options, command: Command): Promise<void> {
  const { api, out } = session(command);
  const { status, name, prefix } = options;
  let head: readonly string[] = HEAD;
  const hasMore = await readPages<InstanceSummary>({
    limit: options.all ? undefined : options.limit,
    read: async (limit, cursor) => {
      const query = { status: status?.join(','), name, prefix, limit, cursor };
      const page = await api.ask(instancePageSchema, 'GET', ['instances'], { query });
      return { items: page.instances, next: page.next };
    },
    onPage: (instances) => {
      for (const instance of out.isJson ? instances : []) out.result(instance, () => undefined);
      const rows = instances.map((instance) => rowOf(out, instance));
      if (!out.isJson && (rows.length > 0 || head.length > 0)) out.table(head, rows);
      head = [];
    },
  });
  if (hasMore && !out.isJson) out.note('There are more: --all shows them.');
}

function rowOf(out: Output, instance: InstanceSummary): Cell[] {
  const { waitingOn, problem, version } = instance;
  const waits = problem ?? (waitingOn === null ? '' : describeWait(waitingOn));
  const orchestrator = version === null ? instance.name : `${instance.name} ${version}`;
  const status = paintStatus(out, instance.status);
  return [instance.instanceId, orchestrator, status, instance.createdAt, instance.updatedAt, waits];
}

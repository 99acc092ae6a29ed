/** Which instances a batch concerns. */
import type { BatchOperation, BatchTargets } from '@/contract/batch';
import type { InstanceFilter } from '@/contract/instance-filter';
import { isTerminal, RUNTIME_STATUSES, type RuntimeStatus } from '@/contract/runtime-status';

/** The clocks of nodes and database differ by less. */
const CLOCK_SLACK_MS = 1000;

/** Whether the operation can do anything to an instance with that status. */
function concerns(operation: BatchOperation, status: RuntimeStatus): boolean {
  switch (operation) {
    case 'rewind':
      return status === 'Failed';
    case 'resume':
      return status === 'Suspended';
    case 'suspend':
      return !isTerminal(status) && status !== 'Suspended';
    case 'restart':
    case 'purge':
      return isTerminal(status);
    case 'terminate':
    case 'cancel':
    case 'raiseEvent':
      return !isTerminal(status);
  }
}

/** The batch's filter, as far as the operation can do anything. */
export function concernedFilter({ operation, filter = {} }: BatchTargets): InstanceFilter {
  const wanted = filter.status ?? RUNTIME_STATUSES;
  return { ...filter, status: wanted.filter((status) => concerns(operation, status)) };
}

/**
 * The same for a batch that was made at that time. What came into being since is left out; what is to be begun or tried
 * again also where it ended since: so the batch cannot do it twice.
 */
export function filterAsOf(targets: BatchTargets, createdAt: string): InstanceFilter {
  const filter = concernedFilter(targets);
  const made = Date.parse(createdAt);
  const isOnce = targets.operation === 'restart' || targets.operation === 'rewind';
  return {
    ...filter,
    createdTo: earlier(filter.createdTo, isOnce ? made : made + CLOCK_SLACK_MS),
    ...(isOnce && { completedTo: earlier(filter.completedTo, made) }),
  };
}

function earlier(time: string | undefined, moment: number): string {
  return new Date(time === undefined ? moment : Math.min(moment, Date.parse(time))).toISOString();
}

import type { StatusCounts } from '@/contract/instance';
import { RUNTIME_STATUSES } from '@/contract/runtime-status';
import type { InstanceRecord } from '../engine/outcome';

/** How many of them each status has. */
export function countsOf(found: readonly InstanceRecord[]): StatusCounts {
  const count = (status: string) => found.filter((record) => record.status === status).length;
  return {
    cap: found.length + 1,
    counts: Object.fromEntries(RUNTIME_STATUSES.map((status) => [status, count(status)])),
  };
}

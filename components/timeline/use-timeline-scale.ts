import { useMemo } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { useNow } from '../time/use-now';
import { buildScale, type Interval, type Scale } from './scale.model';
import type { TaskGroup } from './task-group';
import { isWait } from './timeline-look';

/** The lane's scale, from the start to the end or the present, and the time up to which open tasks are drawn. */
export function useTimelineScale(
  { createdAt, completedAt }: InstanceDetails,
  tasks: readonly TaskGroup[],
  collapseIdle: boolean,
): { scale: Scale; now: number } {
  const present = useNow(completedAt === null);
  const from = Date.parse(createdAt);
  const now = completedAt === null ? Math.max(present, from + 1000) : Date.parse(completedAt);
  const work = useMemo(() => tasks.filter((task) => !isWait(task)), [tasks]);
  const scale = useMemo(() => {
    const intervals: Interval[] = work.map(({ startedAt, endedAt }) => ({ from: startedAt, to: endedAt ?? now }));
    return buildScale({ from, to: now, work: intervals, collapseIdle });
  }, [work, from, now, collapseIdle]);
  return { scale, now };
}

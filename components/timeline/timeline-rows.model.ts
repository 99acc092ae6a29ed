import type { Outcome, TaskGroup } from './task-group';

/** How many tasks of one name, scheduled in one turn, are folded into one row. */
export const FOLD_MIN = 10;

export type Fan = {
  key: string;
  name: string;
  kind: TaskGroup['kind'];
  members: readonly TaskGroup[];
  startedAt: number;
  endedAt: number | null;
  outcome: Outcome;
  counts: Record<Outcome, number>;
};

export type TimelineRow =
  | { type: 'task'; key: string; depth: 0 | 1; task: TaskGroup }
  | { type: 'fan'; key: string; fan: Fan; expanded: boolean };

/** The rows of a timeline: tasks in their order, large fan-outs folded unless `expanded` names them. */
export function timelineRows(tasks: readonly TaskGroup[], expanded: ReadonlySet<string>): TimelineRow[] {
  const rows: TimelineRow[] = [];
  for (const members of siblings(tasks)) {
    if (members.length < FOLD_MIN) {
      rows.push(...members.map((task) => ({ type: 'task' as const, key: task.key, depth: 0 as const, task })));
      continue;
    }
    const fan = foldFan(members);
    const isExpanded = expanded.has(fan.key);
    rows.push({ type: 'fan', key: fan.key, fan, expanded: isExpanded });
    if (isExpanded)
      rows.push(...members.map((task) => ({ type: 'task' as const, key: task.key, depth: 1 as const, task })));
  }
  return rows;
}

/** Tasks in their order; those of a large fan-out together, where its first one stands. */
function siblings(tasks: readonly TaskGroup[]): [TaskGroup, ...TaskGroup[]][] {
  const fans = new Map<string, [TaskGroup, ...TaskGroup[]]>();
  for (const task of tasks) {
    const fan = fans.get(fanKey(task));
    if (fan === undefined) fans.set(fanKey(task), [task]);
    else fan.push(task);
  }
  return tasks.flatMap((task): [TaskGroup, ...TaskGroup[]][] => {
    const fan = fans.get(fanKey(task)) ?? [task];
    if (fan.length < FOLD_MIN) return [[task]];
    return fan[0] === task ? [fan] : [];
  });
}

function fanKey({ turn, kind, name }: TaskGroup): string {
  return `fan-${turn}-${kind}-${name}`;
}

function foldFan(members: readonly [TaskGroup, ...TaskGroup[]]): Fan {
  const [first] = members;
  const counts = { open: 0, done: 0, failed: 0, canceled: 0 };
  let startedAt = first.startedAt;
  let endedAt = 0;
  for (const member of members) {
    counts[member.outcome] += 1;
    startedAt = Math.min(startedAt, member.startedAt);
    endedAt = Math.max(endedAt, member.endedAt ?? 0);
  }
  const outcome = counts.open > 0 ? 'open' : counts.failed > 0 ? 'failed' : counts.done > 0 ? 'done' : 'canceled';
  return {
    key: fanKey(first),
    name: first.name,
    kind: first.kind,
    members,
    startedAt,
    endedAt: counts.open > 0 ? null : endedAt,
    outcome,
    counts,
  };
}

import type { AwaitTree } from '@/contract/await-tree';
import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';
import { eventDetail } from '../history/event-detail.model';
import { formatDuration, formatSpan } from '../time/duration.model';
import { formatRelative } from '../time/instant.model';
import { type AwaitLeaf, awaitLeaves } from '../waiting/await-leaves.model';
import { leafText } from '../waiting/waiting-on.model';
import { endOfHistory } from './end-of-history.model';

/**
 * A piece of a sentence; `strong` carries what matters, `code` what is spelled as in the code, `link` leads to the
 * instance or entity with the id `to`.
 */
export type Fragment = string | { strong: string } | { code: string } | { link: string; to: string };

/** What the instance is doing, or how it ended, as one sentence. */
export function sentence(instance: InstanceDetails, history: readonly HistoryEventView[], now: number): Fragment[] {
  switch (instance.status) {
    case 'Pending':
      return pending(instance, now);
    case 'Running':
      return [
        ...(instance.waitingOn === null ? running(instance, now) : waiting(instance, instance.waitingOn, now)),
        ...cancelRequested(history, now),
      ];
    case 'Suspended':
      return commanded('Suspended', instance.updatedAt, history, now);
    case 'ContinuedAsNew':
      return ['Continuing as new, in generation ', { strong: String(instance.generation) }, '.'];
    case 'Completed':
      return [{ strong: 'Completed' }, ` in ${tookText(instance)}`, ...worked(history), '.'];
    case 'Failed':
      return failed(instance, history);
    case 'Terminated':
    case 'Canceled':
      return commanded(instance.status, instance.completedAt ?? instance.updatedAt, history, now);
  }
}

function pending({ createdAt, waitingOn }: InstanceDetails, now: number): Fragment[] {
  const left = waitingOn?.kind === 'timer' ? Date.parse(waitingOn.fireAt) - now : 0;
  if (left > 0) return ['Begins in ', { strong: formatSpan(left, 2) }, '.'];
  if (waitingOn?.kind === 'code') return ['Waiting for ', { strong: leafText(waitingOn, now) }, '.'];
  return ['Waiting ', formatSpan(now - Date.parse(createdAt)), ' to be started.'];
}

/** The code was asked to come to an end, and has not yet. */
function cancelRequested(history: readonly HistoryEventView[], now: number): Fragment[] {
  const request = history.findLast(({ type }) => type === 'ExecutionCancelRequested');
  if (request === undefined) return [];
  const { reason } = eventDetail(request);
  return [
    ' It was asked to ',
    { strong: 'cancel' },
    ` ${formatRelative(Date.parse(request.at), now)}`,
    ...by(request),
    reason ? `: ${reason}.` : '.',
  ];
}

function by({ actor }: Pick<HistoryEventView, 'actor'>): Fragment[] {
  return actor === null ? [] : [' by ', { strong: actor.name }];
}

function running(instance: InstanceDetails, now: number): Fragment[] {
  return ['Running its own code, ', formatSpan(now - Date.parse(instance.createdAt)), ' after it was started.'];
}

function waiting(instance: InstanceDetails, tree: AwaitTree, now: number): Fragment[] {
  const waited = formatSpan(now - Date.parse(waitingSince(instance, tree)));
  const leaves = awaitLeaves(tree);
  const main =
    leaves.find((leaf) => leaf.kind === 'event') ?? leaves.find((leaf) => leaf.kind !== 'timer') ?? leaves[0];
  if (main === undefined) return running(instance, now);
  const start: Fragment[] = ['Waiting ', waited, ' for ', ...named(main, now)];
  return leaves.length === 1 ? [...start, '.'] : [...start, ` (${treeText(tree, now)}).`];
}

function named(leaf: AwaitLeaf, now: number): Fragment[] {
  const text = leafText(leaf, now, 2);
  if (leaf.kind === 'subOrchestration') return [{ link: text, to: leaf.instanceId }];
  if (leaf.kind === 'entity') return [{ link: text, to: leaf.instanceId }];
  if (leaf.kind === 'lock') return ['the ', { strong: text }];
  if (leaf.kind !== 'timer') return [{ strong: text }];
  const left = Date.parse(leaf.fireAt) - now;
  return left > 0
    ? ['a timer, ', { strong: formatSpan(left, 2) }, ' to go']
    : ['a timer that is ', { strong: 'due now' }];
}

/** When the wait began: as the wait's own record says, or since nothing has happened any more. */
function waitingSince({ waits, updatedAt }: InstanceDetails, tree: AwaitTree): string {
  const taskIds = awaitLeaves(tree).map(({ taskId }) => taskId);
  const open = waits.find(({ taskId, state }) => state === 'open' && taskIds.includes(taskId));
  return open?.startedAt ?? updatedAt;
}

function treeText(tree: AwaitTree, now: number): string {
  if (!('of' in tree)) return leafText(tree, now, 2);
  const parts = tree.of.map((part) => treeText(part, now)).join(', ');
  return `${tree.kind} of: ${parts}`;
}

function tookText({ createdAt, completedAt, updatedAt }: InstanceDetails): string {
  return formatDuration(Date.parse(completedAt ?? updatedAt) - Date.parse(createdAt));
}

function worked(history: readonly HistoryEventView[]): Fragment[] {
  const ended = history.filter(({ type }) => type === 'TaskCompleted' || type === 'TaskFailed').length;
  // Its tries are one activity.
  const activities = ended - history.filter((event) => eventDetail(event).firstTaskId !== undefined).length;
  const children = history.filter(({ type }) => type === 'SubOrchestrationInstanceCreated').length;
  const parts = [
    ...(activities > 0 ? [counted(activities, 'activity', 'activities')] : []),
    ...(children > 0 ? [counted(children, 'sub-orchestration', 'sub-orchestrations')] : []),
  ];
  return parts.length === 0 ? [] : [` with ${parts.join(' and ')}`];
}

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `one ${one}` : `${count.toLocaleString('en')} ${many}`;
}

function failed(instance: InstanceDetails, history: readonly HistoryEventView[]): Fragment[] {
  const { failedTask } = endOfHistory(history);
  const failure = failedTask?.failure ?? instance.failure;
  const message = failure?.message ?? 'no reason was given';
  if (failedTask === null) return [{ strong: 'Failed' }, ` after ${tookText(instance)}: `, { strong: message }, '.'];
  const attempts = failedTask.attempts > 1 ? ` ${failedTask.attempts} times` : '';
  const place: Fragment[] = failedTask.callSite === null ? [] : [' at ', { code: failedTask.callSite }];
  return [{ code: failedTask.name }, ` failed${attempts}: `, { strong: message }, ...place, '.'];
}

function commanded(done: string, at: string, history: readonly HistoryEventView[], now: number): Fragment[] {
  const { command } = endOfHistory(history);
  const actor = command === null ? [] : by(command);
  const reason = command === null ? undefined : eventDetail(command).reason;
  return [
    { strong: done },
    ` ${formatRelative(Date.parse(at), now)}`,
    ...actor,
    ...(reason ? [`: ${reason}`] : []),
    '.',
  ];
}

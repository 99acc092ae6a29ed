/** When a wait runs out: the timer that user code races it against. */
import type { AwaitTree } from '@/contract/await-tree';

/** The earliest timer (ISO 8601) beside the task in an `any` of the tree, however far up; null where there is none. */
export function dueAt(tree: AwaitTree | null, taskId: number): string | null {
  const times = tree === null ? [] : timersAgainst(tree, taskId);
  return times?.sort()[0] ?? null;
}

/** The fire times of the timers that race against the task; null where the tree does not hold the task. */
function timersAgainst(tree: AwaitTree, taskId: number): string[] | null {
  if (!('of' in tree)) return tree.taskId === taskId ? [] : null;
  for (const branch of tree.of) {
    const found = timersAgainst(branch, taskId);
    if (found !== null) return tree.kind === 'any' ? [...found, ...timersAmong(tree.of)] : found;
  }
  return null;
}

function timersAmong(branches: AwaitTree[]): string[] {
  return branches.flatMap((branch) => (branch.kind === 'timer' ? [branch.fireAt] : []));
}

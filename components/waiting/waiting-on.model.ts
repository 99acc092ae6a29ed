import type { AwaitTree } from '@/contract/await-tree';
import { formatSpan } from '../time/duration.model';
import type { AwaitLeaf } from './await-leaves.model';
import { entityName } from './entity-name.model';

/** How to name one thing that is awaited: `Say`, `3 × Say`, `timer in 21 h 57 min`. */
export function leafText(leaf: AwaitLeaf, now: number, units: 1 | 2 = 1): string {
  const count = leaf.count ?? 1;
  const name = nameOf(leaf, now, units);
  return count > 1 ? `${count} × ${name}` : name;
}

function nameOf(leaf: AwaitLeaf, now: number, units: 1 | 2): string {
  switch (leaf.kind) {
    case 'timer':
      return timerText(leaf.fireAt, now, units);
    case 'entity':
      return `${leaf.operation} of ${entityName(leaf.instanceId)}`;
    case 'lock':
      return `lock of ${leaf.entities.map(entityName).join(', ')}`;
    case 'code':
      return `a node that has ${leaf.name}${leaf.version === null ? '' : ` ${leaf.version}`}`;
    default:
      return leaf.name;
  }
}

function timerText(fireAt: string, now: number, units: 1 | 2): string {
  const left = Date.parse(fireAt) - now;
  return left > 0 ? `timer in ${formatSpan(left, units)}` : 'timer, due now';
}

/** What an instance waits for, as one line of a list: `Approval or timer in 21 h`, `2 × Say + Charge`. */
export function waitingOnText(tree: AwaitTree, now: number): string {
  if (!('of' in tree)) return leafText(tree, now);
  const inner = tree.of.map((part) => {
    const text = waitingOnText(part, now);
    return 'of' in part && part.of.length > 1 ? `(${text})` : text;
  });
  return inner.join(tree.kind === 'any' ? ' or ' : ' + ');
}

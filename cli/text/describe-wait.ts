import type { AwaitTree } from '@/contract/await-tree';

/** What an instance waits for, in a few words. */
export function describeWait(tree: AwaitTree): string {
  if ('of' in tree) return `${tree.kind} of ${tree.of.map(describeWait).join(', ')}`;
  const times = tree.count === undefined || tree.count === 1 ? '' : ` ×${tree.count}`;
  return `${nameOf(tree)}${times}`;
}

function nameOf(leaf: Exclude<AwaitTree, { of: AwaitTree[] }>): string {
  switch (leaf.kind) {
    case 'activity':
      return `activity ${leaf.name}`;
    case 'timer':
      return `timer until ${leaf.fireAt}`;
    case 'event':
      return `event ${leaf.name}`;
    case 'subOrchestration':
      return `sub-orchestration ${leaf.name} (${leaf.instanceId})`;
    case 'entity':
      return `entity ${leaf.instanceId} (${leaf.operation})`;
    case 'lock':
      return `lock of ${leaf.entities.join(', ')}`;
    case 'code':
      return `code of ${leaf.name}${leaf.version === null ? '' : ` ${leaf.version}`}`;
  }
}

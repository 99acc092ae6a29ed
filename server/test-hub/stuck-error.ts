/** Says what an instance waits for that nobody will give it. */
import type { AwaitTree } from '@/contract/await-tree';
import type { InstanceRecord } from '../engine/outcome';

export class StuckError extends Error {
  override name = 'StuckError';
}

export function stuckError(record: InstanceRecord | undefined): StuckError {
  if (record === undefined) return new StuckError('The instance is gone.');
  const who = `Instance '${record.instanceId}' (${record.name})`;
  if (record.problem !== null) return new StuckError(`${who} cannot go on: ${record.problem}`);
  if (record.status === 'Suspended') return new StuckError(`${who} is suspended: resume it.`);
  const what = record.waitingOn === null ? 'nothing that is known' : describe(record.waitingOn);
  return new StuckError(`${who} waits for ${what}, and nothing that is left to happen brings it to its end.`);
}

function describe(tree: AwaitTree): string {
  switch (tree.kind) {
    case 'all':
      return tree.of.map(describe).join(' and ');
    case 'any':
      return tree.of.map(describe).join(' or ');
    case 'activity':
      return `activity '${tree.name}'`;
    case 'event':
      return `event '${tree.name}'`;
    case 'timer':
      return `a timer at ${tree.fireAt}`;
    case 'subOrchestration':
      return `sub-orchestration '${tree.instanceId}' (${tree.name})`;
    case 'entity':
      return `operation '${tree.operation}' of entity '${tree.instanceId}'`;
    case 'lock':
      return `the lock of ${tree.entities.join(', ')}`;
    case 'code':
      return `code of ${tree.name}${tree.version === null ? '' : ` in version ${tree.version}`}`;
  }
}

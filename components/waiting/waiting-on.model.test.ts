import { describe, expect, it } from 'vitest';
import type { AwaitTree } from '@/contract/await-tree';
import { awaitLeaves } from './await-leaves.model';
import { waitingOnText } from './waiting-on.model';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const say = (count?: number): AwaitTree => ({ kind: 'activity', taskId: 1, name: 'Say', count });
const charge: AwaitTree = { kind: 'activity', taskId: 9, name: 'Charge' };
const timer: AwaitTree = { kind: 'timer', taskId: 3, fireAt: '2026-03-03T09:57:00Z' };
const approval: AwaitTree = { kind: 'event', taskId: 2, name: 'Approval', question: 'Approve?' };

describe('waitingOnText', () => {
  it.each<[string, AwaitTree, string]>([
    ['one activity', say(), 'Say'],
    ['several of a name', say(3), '3 × Say'],
    ['a timer', timer, 'timer in 21 h'],
    ['a timer that should have fired', { kind: 'timer', taskId: 3, fireAt: '2026-03-02T11:59:59Z' }, 'timer, due now'],
    ['whatever comes first', { kind: 'any', of: [approval, timer] }, 'Approval or timer in 21 h'],
    ['everything', { kind: 'all', of: [say(2), charge] }, '2 × Say + Charge'],
    ['a sub-orchestration', { kind: 'subOrchestration', taskId: 4, name: 'Child', instanceId: 'c1' }, 'Child'],
    [
      'an entity',
      { kind: 'entity', taskId: 4, instanceId: '@counter@steps', operation: 'add' },
      'add of counter/steps',
    ],
    ['locks', { kind: 'lock', taskId: 4, entities: ['@a@x', '@b@y@z'] }, 'lock of a/x, b/y@z'],
    ['code', { kind: 'code', taskId: 0, name: 'Refund', version: '2' }, 'a node that has Refund 2'],
    ['a group of one', { kind: 'all', of: [say(3)] }, '3 × Say'],
    [
      'nested groups',
      { kind: 'any', of: [{ kind: 'all', of: [say(2), charge] }, timer] },
      '(2 × Say + Charge) or timer in 21 h',
    ],
  ])('%s', (_, tree, text) => {
    expect(waitingOnText(tree, NOW)).toBe(text);
  });
});

describe('awaitLeaves', () => {
  it('is empty where nothing is awaited', () => {
    expect(awaitLeaves(null)).toEqual([]);
  });

  it('flattens from left to right', () => {
    const tree: AwaitTree = { kind: 'any', of: [{ kind: 'all', of: [say(), charge] }, timer] };
    expect(awaitLeaves(tree).map((leaf) => leaf.kind)).toEqual(['activity', 'activity', 'timer']);
  });
});

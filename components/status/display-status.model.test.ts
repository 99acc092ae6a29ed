import { describe, expect, it } from 'vitest';
import type { AwaitTree } from '@/contract/await-tree';
import { displayStatus } from './display-status.model';

const say: AwaitTree = { kind: 'activity', taskId: 1, name: 'Say' };
const timer: AwaitTree = { kind: 'timer', taskId: 2, fireAt: '2026-03-02T12:00:00Z' };
const ping: AwaitTree = { kind: 'event', taskId: 3, name: 'Ping' };
const approval: AwaitTree = { kind: 'event', taskId: 4, name: 'Approval', question: 'Approve?' };

describe('displayStatus', () => {
  it.each<[string, AwaitTree | null, string]>([
    ['its own code', null, 'Running'],
    ['an activity', say, 'Running'],
    ['an activity or a timer', { kind: 'any', of: [say, timer] }, 'Running'],
    ['a timer', timer, 'Waiting'],
    ['a sub-orchestration', { kind: 'subOrchestration', taskId: 5, name: 'Child', instanceId: 'c' }, 'Running'],
    ['locks', { kind: 'lock', taskId: 6, entities: ['@a@b'] }, 'Waiting'],
    ['an event or a timer', { kind: 'any', of: [ping, timer] }, 'Waiting'],
    ['a person or a timer', { kind: 'any', of: [approval, timer] }, 'WaitingForHuman'],
    ['a person among activities', { kind: 'all', of: [say, approval] }, 'WaitingForHuman'],
  ])('running and waiting for %s', (_, waitingOn, shown) => {
    expect(displayStatus({ status: 'Running', waitingOn })).toBe(shown);
  });

  it.each(['Pending', 'Suspended', 'Completed', 'Terminated'] as const)('%s stays itself', (status) => {
    expect(displayStatus({ status, waitingOn: approval })).toBe(status);
  });
});

import type { InstanceDetails } from '@/contract/instance';

const RUNNING: InstanceDetails = {
  instanceId: 'refund-1',
  name: 'Refund',
  version: null,
  status: 'Running',
  createdAt: '2026-03-02T10:00:00.000Z',
  updatedAt: '2026-03-02T10:00:00.000Z',
  completedAt: null,
  waitingOn: null,
  customStatus: null,
  parentInstanceId: null,
  problem: null,
  executionId: 'e1',
  generation: 1,
  tags: {},
  input: null,
  output: null,
  failure: null,
  historyLength: 1,
  earlierGenerations: [],
  waits: [],
};

/** An instance for tests: what is given, on an otherwise bare running one. */
export function testInstance(given: Partial<InstanceDetails>): InstanceDetails {
  return { ...RUNNING, ...given };
}

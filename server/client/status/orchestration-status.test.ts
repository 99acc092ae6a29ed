import { describe, expect, it } from 'vitest';
import type { InstanceWithPayloads } from '../../query-store';
import { toOrchestrationStatus } from './orchestration-status';

const row: InstanceWithPayloads = {
  instanceId: '7b46154ae694432683012495752583da',
  name: 'E1_HelloSequence',
  status: 'Completed',
  createdAt: '2018-02-28T05:18:49.999Z',
  updatedAt: '2018-02-28T05:18:54.366Z',
  customStatus: '{"nextActions":["A","B","C"],"foo":2}',
  input: null,
  output: '["Hello Tokyo!","Hello Seattle!","Hello London!"]',
  failure: null,
};

describe('toOrchestrationStatus', () => {
  it('gives the values that are stored, and the moments', () => {
    expect(toOrchestrationStatus(row)).toEqual({
      name: 'E1_HelloSequence',
      instanceId: '7b46154ae694432683012495752583da',
      runtimeStatus: 'Completed',
      input: null,
      customStatus: { nextActions: ['A', 'B', 'C'], foo: 2 },
      output: ['Hello Tokyo!', 'Hello Seattle!', 'Hello London!'],
      createdTime: new Date('2018-02-28T05:18:49.999Z'),
      lastUpdatedTime: new Date('2018-02-28T05:18:54.366Z'),
    });
  });

  it('has the history under both names where there is one', () => {
    expect(toOrchestrationStatus(row, {}, [])).toMatchObject({ history: [], historyEvents: [] });
  });

  it('hides the input where it is not to be shown', () => {
    expect(toOrchestrationStatus({ ...row, input: '1' }).input).toBe(1);
    expect(toOrchestrationStatus({ ...row, input: '1' }, { showInput: false }).input).toBeNull();
  });

  it('gives the message of a failure as output', () => {
    const failure = { errorType: 'Error', message: 'boom' };
    expect(toOrchestrationStatus({ ...row, status: 'Failed', output: null, failure }).output).toBe(
      "Orchestrator function 'E1_HelloSequence' failed: boom",
    );
  });

  it.each([
    ['not JSON', 'not JSON'],
    ['"JSON"', 'JSON'],
    ['  ', ''],
    ['0', 0],
    ['false', false],
    ['null', null],
  ])('gives the stored text %j as %j', (output, value) => {
    expect(toOrchestrationStatus({ ...row, output }).output).toBe(value);
  });
});

import { describe, expect, it } from 'vitest';
import type { InstanceDetails } from '@/contract/instance';
import { statusPayload } from './status-payload';

const instance: InstanceDetails = {
  instanceId: '7b46154ae694432683012495752583da',
  name: 'E1_HelloSequence',
  version: null,
  status: 'Completed',
  createdAt: '2018-02-28T05:18:49.999Z',
  updatedAt: '2018-02-28T05:18:54.366Z',
  completedAt: '2018-02-28T05:18:54.366Z',
  waitingOn: null,
  customStatus: '{"nextActions":["A","B","C"],"foo":2}',
  parentInstanceId: null,
  problem: null,
  executionId: '11111111-1111-4111-8111-111111111111',
  generation: 0,
  tags: {},
  input: null,
  output: '["Hello Tokyo!","Hello Seattle!","Hello London!"]',
  failure: null,
  historyLength: 8,
  earlierGenerations: [],
  waits: [],
};

describe('statusPayload', () => {
  it('has the fields of the extension, in their order', () => {
    expect(JSON.stringify(statusPayload(instance, true))).toBe(
      JSON.stringify({
        name: 'E1_HelloSequence',
        instanceId: '7b46154ae694432683012495752583da',
        runtimeStatus: 'Completed',
        input: null,
        customStatus: { nextActions: ['A', 'B', 'C'], foo: 2 },
        output: ['Hello Tokyo!', 'Hello Seattle!', 'Hello London!'],
        createdTime: '2018-02-28T05:18:49Z',
        lastUpdatedTime: '2018-02-28T05:18:54Z',
      }),
    );
  });

  it('ends with the history where there is one', () => {
    expect(Object.keys(statusPayload(instance, true, [])).at(-1)).toBe('historyEvents');
  });

  it('hides the input where it is not to be shown', () => {
    expect(statusPayload({ ...instance, input: '1' }, true).input).toBe(1);
    expect(statusPayload({ ...instance, input: '1' }, false).input).toBeNull();
  });

  it('gives the message of a failure as output', () => {
    const failure = { errorType: 'Error', message: 'boom' };
    expect(statusPayload({ ...instance, status: 'Failed', output: null, failure }, true).output).toBe('boom');
  });

  it.each([
    ['not JSON', 'not JSON'],
    ['"JSON"', 'JSON'],
    ['  ', ''],
  ])('gives the stored text %j as %j', (output, value) => {
    expect(statusPayload({ ...instance, output }, true).output).toBe(value);
  });
});

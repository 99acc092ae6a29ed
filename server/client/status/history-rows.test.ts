import { describe, expect, it } from 'vitest';
import type { HistoryEventType, HistoryEventView } from '@/contract/history-event';
import { toHistoryRows } from './history-rows';

const STARTED_AT = Date.parse('2018-02-28T05:18:49.000Z');

function event(seq: number, type: HistoryEventType, facts: Partial<HistoryEventView> = {}): HistoryEventView {
  return {
    ...{ seq, type, turn: 1, at: new Date(STARTED_AT + seq * 1001).toISOString() },
    ...{ taskId: null, name: null, callSite: null, deployment: null, actor: null, awaiting: null },
    ...{ durationMs: null, payloadBytes: null, payload: null, detail: null },
    ...facts,
  };
}

const history: HistoryEventView[] = [
  event(0, 'ExecutionStarted', { name: 'Approval', payload: '{"x":1}' }),
  event(1, 'TaskScheduled', { taskId: 1, name: 'Say', payload: '"Tokyo"' }),
  event(2, 'TaskScheduled', { taskId: 2, name: 'Say' }),
  event(3, 'TaskScheduled', { taskId: 3, name: 'Pay' }),
  event(4, 'TimerCreated', { taskId: 4, detail: { fireAt: Date.parse('2018-02-28T06:00:00Z') } }),
  event(5, 'EventWaitStarted', { taskId: 5, name: 'Approval' }),
  event(6, 'TaskCompleted', { taskId: 2, payload: '"Hello!"', durationMs: 3 }),
  event(7, 'TaskFailed', {
    taskId: 1,
    detail: { failure: { errorType: 'Error', message: 'boom', stackTrace: 'Error: boom\n    at say' } },
  }),
  event(8, 'CustomStatusSet', { payload: '"half way"' }),
  event(9, 'ExecutionSuspended', { detail: { reason: 'ops' } }),
  event(10, 'ExecutionResumed', { detail: { reason: 'go on' } }),
  event(11, 'TimerFired', { taskId: 4 }),
  event(12, 'EventRaised', { name: 'Approval', payload: 'true', detail: { eventId: 'e1' } }),
  event(13, 'TimerCanceled', { taskId: 6 }),
  event(14, 'ExecutionTerminated', { detail: { reason: 'stopped by operator' } }),
  event(15, 'ExecutionCompleted', { payload: '["Hello!"]', detail: { status: 'Completed' } }),
];

describe('toHistoryRows', () => {
  it('tells the history in the words of the extension', () => {
    expect(toHistoryRows(history, { showInput: true, showOutput: true })).toEqual([
      {
        EventType: 'ExecutionStarted',
        FunctionName: 'Approval',
        Input: '{"x":1}',
        Timestamp: '2018-02-28T05:18:49.0000000Z',
      },
      { EventType: 'TaskScheduled', Name: 'Pay', Input: null, Timestamp: '2018-02-28T05:18:52.0030000Z' },
      { EventType: 'TimerCreated', FireAt: '2018-02-28T06:00:00.0000000Z', Timestamp: '2018-02-28T05:18:53.0040000Z' },
      {
        EventType: 'TaskCompleted',
        Result: 'Hello!',
        FunctionName: 'Say',
        ScheduledTime: '2018-02-28T05:18:51.0020000Z',
        Input: null,
        Timestamp: '2018-02-28T05:18:55.0060000Z',
      },
      {
        EventType: 'TaskFailed',
        Reason: "Activity function 'Say' failed: boom",
        Details: 'Error: boom\n    at say',
        FunctionName: 'Say',
        ScheduledTime: '2018-02-28T05:18:50.0010000Z',
        Input: '"Tokyo"',
        Timestamp: '2018-02-28T05:18:56.0070000Z',
      },
      { EventType: 'ExecutionSuspended', Reason: 'ops', Timestamp: '2018-02-28T05:18:58.0090000Z' },
      { EventType: 'ExecutionResumed', Reason: 'go on', Timestamp: '2018-02-28T05:18:59.0100000Z' },
      { EventType: 'TimerFired', FireAt: '2018-02-28T06:00:00.0000000Z', Timestamp: '2018-02-28T05:19:00.0110000Z' },
      { EventType: 'EventRaised', Name: 'Approval', Input: 'true', Timestamp: '2018-02-28T05:19:01.0120000Z' },
      { EventType: 'ExecutionTerminated', Input: 'stopped by operator', Timestamp: '2018-02-28T05:19:03.0140000Z' },
      {
        EventType: 'ExecutionCompleted',
        OrchestrationStatus: 'Completed',
        Result: ['Hello!'],
        Timestamp: '2018-02-28T05:19:04.0150000Z',
      },
    ]);
  });

  it('shows inputs and results only where they are asked for', () => {
    const keys = toHistoryRows(history, { showInput: false, showOutput: false }).flatMap(Object.keys);
    expect(keys).not.toContain('Input');
    expect(keys).not.toContain('Result');
    expect(keys).toContain('Reason');
  });

  it('tells of sub-orchestrations, sent events and entities, and leaves out what the extension does not know', () => {
    const at = (seq: number) => new Date(STARTED_AT + seq * 1001).toISOString().replace('Z', '0000Z');
    const child = (taskId: number) => ({
      taskId,
      name: 'Child',
      payload: '{"x":1}',
      detail: { instanceId: `e:${taskId}` },
    });
    const counter = { name: 'add', payload: '1', detail: { instanceId: '@counter@steps' } };
    const failure = { errorType: 'Error', message: 'boom' };
    const rows = toHistoryRows(
      [
        event(0, 'SubOrchestrationInstanceCreated', child(1)),
        event(1, 'SubOrchestrationInstanceCreated', child(2)),
        event(2, 'SubOrchestrationInstanceCreated', child(3)),
        event(3, 'SubOrchestrationInstanceCompleted', { taskId: 1, payload: '42' }),
        event(4, 'SubOrchestrationInstanceFailed', { taskId: 2, detail: { failure } }),
        event(5, 'EventSent', { taskId: 4, name: 'Go', payload: 'true', detail: { instanceId: 'other' } }),
        event(6, 'EntityOperationSignaled', { taskId: 5, ...counter }),
        event(7, 'EntityOperationCalled', { taskId: 6, ...counter }),
        event(8, 'EntityOperationCompleted', { taskId: 6, payload: '7' }),
        event(9, 'EntityLockRequested', { taskId: 7, detail: { entities: ['@counter@steps'] } }),
        event(10, 'TaskCanceled', { taskId: 8 }),
        event(11, 'ExecutionCancelRequested', { detail: { reason: 'late' } }),
        event(12, 'ExecutionRewound', { detail: { reason: 'fixed bug' } }),
        event(13, 'ContinuedAsNew', { payload: '1' }),
      ],
      { showInput: true, showOutput: true },
    );
    const ended = { FunctionName: 'Child', Input: '{"x":1}' };
    expect(rows).toEqual([
      {
        EventType: 'SubOrchestrationInstanceCreated',
        InstanceId: 'e:3',
        Name: 'Child',
        Input: '{"x":1}',
        Timestamp: at(2),
      },
      { EventType: 'SubOrchestrationInstanceCompleted', Result: 42, ScheduledTime: at(0), ...ended, Timestamp: at(3) },
      {
        EventType: 'SubOrchestrationInstanceFailed',
        Reason: "Orchestrator function 'Child' failed: boom",
        Details: '',
        ScheduledTime: at(1),
        ...ended,
        Timestamp: at(4),
      },
      { EventType: 'EventSent', InstanceId: 'other', Name: 'Go', Input: 'true', Timestamp: at(5) },
      {
        EventType: 'EventSent',
        InstanceId: '@counter@steps',
        Name: 'op',
        Input: '{"op":"add","signal":true,"input":"1"}',
        Timestamp: at(6),
      },
      {
        EventType: 'EventSent',
        InstanceId: '@counter@steps',
        Name: 'op',
        Input: '{"op":"add","input":"1"}',
        Timestamp: at(7),
      },
      { EventType: 'ExecutionRewound', Reason: 'fixed bug', Timestamp: at(12) },
    ]);
  });

  it('gives the message of a failed orchestration as its result', () => {
    const detail = { status: 'Failed', failure: { errorType: 'Error', message: 'boom' } };
    const told = [event(0, 'ExecutionStarted', { name: 'Failing' }), event(1, 'ExecutionCompleted', { detail })];
    expect(toHistoryRows(told, { showInput: true, showOutput: true }).at(-1)).toEqual({
      EventType: 'ExecutionCompleted',
      OrchestrationStatus: 'Failed',
      Result: "Orchestrator function 'Failing' failed: boom",
      Timestamp: '2018-02-28T05:18:50.0010000Z',
    });
  });
});

// A sample of every fact that a history can hold: with all it can say, and with no more than it must.

import type { HistoryEventType } from '@/contract/history-event';
import type { HistoryFact } from '@/server/engine/history';
import { AT } from './test-turns';

type FactOf<Type> = Extract<HistoryFact, { type: Type }>;

/** Nothing that a fact can say is left out: the compiler counts. */
type Full = { [Type in HistoryEventType]: Required<Omit<FactOf<Type>, 'type'>> };

const AWKWARD = 'no "card", {sorry}\\ \u2028 é';
const ACTOR = { name: 'Ada "the" Admin', via: 'dashboard' as const };
const HUMAN_TASK = { question: 'Pay, {or} not?', choices: [{ label: 'Pay', value: { pay: true } }] };
export const FAILURE = {
  errorType: 'TypeError',
  message: `${AWKWARD}\u0000`,
  stackTrace: 'TypeError\n    at pay (order.ts:3:1)',
  innerFailure: { errorType: 'string', message: 'why' },
  isNonRetriable: true,
  properties: { code: 7 },
};

const name = AWKWARD;
const payload = JSON.stringify(`${AWKWARD}\u0000\ud800`);
const callSite = 'order.ts:3';
const said = { reason: AWKWARD, actor: ACTOR };
const tags = { team: 'a,b', 'to{do}': '"' };
const operation = { taskId: 15, instanceId: `@counter@${AWKWARD}`, name: 'add', payload, callSite };

const FULL: Full = {
  ExecutionStarted: {
    name,
    payload,
    eventIds: ['e-1', 'e-2'],
    startAt: AT + 1,
    trace: `00-${'0af7'.repeat(8)}-${'b7ad'.repeat(4)}-01`,
    ...said,
  },
  TaskScheduled: { taskId: 1, name, payload, callSite, attempt: 3, firstTaskId: 1, tags },
  TaskCompleted: { taskId: 1, payload, durationMs: 12 },
  TaskFailed: { taskId: 2, failure: FAILURE, durationMs: 0 },
  TaskCanceled: { taskId: 3 },
  SubOrchestrationInstanceCreated: { taskId: 4, name, instanceId: AWKWARD, payload, version: '1.2', tags, callSite },
  SubOrchestrationInstanceCompleted: { taskId: 4, payload },
  SubOrchestrationInstanceFailed: { taskId: 5, failure: FAILURE },
  TimerCreated: { taskId: 6, fireAt: AT + 5_000, limits: { taskId: 1, ms: 5_000 }, callSite },
  TimerFired: { taskId: 6 },
  TimerCanceled: { taskId: 7 },
  EventWaitStarted: { taskId: 8, name, humanTask: HUMAN_TASK, callSite },
  EventRaised: { name, payload, eventId: AWKWARD, taskId: 8, actor: ACTOR },
  EventWaitCanceled: { taskId: 9 },
  EventSent: { taskId: 10, instanceId: AWKWARD, name, payload, callSite },
  EntityOperationSignaled: { ...operation, dueAt: AT + 9 },
  EntityOperationCalled: operation,
  EntityOperationCompleted: { taskId: 15, payload },
  EntityOperationFailed: { taskId: 16, failure: FAILURE },
  EntityLockRequested: { taskId: 17, entities: ['@a@', `@b@${AWKWARD}`], callSite },
  EntityLockGranted: { taskId: 17 },
  EntityUnlockSent: { taskId: 17, entities: ['@a@', `@b@${AWKWARD}`] },
  CustomStatusSet: { payload },
  ExecutionSuspended: said,
  ExecutionResumed: said,
  ExecutionTerminated: said,
  ExecutionCancelRequested: said,
  ExecutionRewound: said,
  ContinuedAsNew: { payload },
  ExecutionCompleted: { status: 'Failed', payload, failure: FAILURE },
};

/** The types whose facts may say less. */
const BARE: HistoryFact[] = [
  { type: 'ExecutionStarted', name: '', payload: null },
  { type: 'TaskScheduled', taskId: 1, name, payload: null },
  { type: 'SubOrchestrationInstanceCreated', taskId: 4, name, instanceId: 'child', payload: null, version: null },
  { type: 'EventWaitStarted', taskId: 8, name },
  { type: 'EventRaised', name: '', payload: null, eventId: '' },
  { type: 'EntityOperationSignaled', taskId: 15, instanceId: '@a@', name, payload: null },
  { type: 'EntityLockRequested', taskId: 17, entities: [] },
  { type: 'CustomStatusSet', payload: null },
  { type: 'ExecutionSuspended', reason: '' },
  { type: 'ExecutionCompleted', status: 'Completed', payload: null },
];

export const EVERY_FACT: HistoryFact[] = [
  ...Object.entries(FULL).map(([type, facts]) => ({ type, ...facts }) as HistoryFact),
  ...BARE,
];

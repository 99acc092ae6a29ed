import { z } from 'zod';
import { actorSchema } from './actor';
import { awaitTreeSchema } from './await-tree';
import { queryInteger } from './query-integer';

/** The kinds of fact a history holds. Append-only: a name, once released, keeps its meaning. */
export const HISTORY_EVENT_TYPES = [
  'ExecutionStarted',
  'TaskScheduled',
  'TaskCompleted',
  'TaskFailed',
  'SubOrchestrationInstanceCreated',
  'SubOrchestrationInstanceCompleted',
  'SubOrchestrationInstanceFailed',
  'TimerCreated',
  'TimerFired',
  'TimerCanceled',
  'EventWaitStarted',
  'EventRaised',
  'EventSent',
  'CustomStatusSet',
  'ExecutionSuspended',
  'ExecutionResumed',
  'ExecutionTerminated',
  'ContinuedAsNew',
  'ExecutionCompleted',
  'TaskCanceled',
  'EventWaitCanceled',
  'ExecutionCancelRequested',
  'ExecutionRewound',
  'EntityOperationSignaled',
  'EntityOperationCalled',
  'EntityOperationCompleted',
  'EntityOperationFailed',
  'EntityLockRequested',
  'EntityLockGranted',
  'EntityUnlockSent',
] as const;

export type HistoryEventType = (typeof HISTORY_EVENT_TYPES)[number];

/** A history event as the API gives it: payloads only where asked for, as the JSON text that is stored. */
export const historyEventViewSchema = z
  .object({
    seq: z.number().int(),
    turn: z.number().int().describe('The turn it belongs to, from 1.'),
    type: z.enum(HISTORY_EVENT_TYPES),
    at: z.iso.datetime(),
    taskId: z.number().int().nullable().describe('The task it schedules or ends, from 1 in each generation.'),
    name: z.string().nullable().describe('Function, event or instance name.'),
    callSite: z.string().nullable().describe('Where in the orchestrator the task was scheduled, as `file:line`.'),
    deployment: z
      .string()
      .nullable()
      .describe('The deployment that ran the turn; given at the turns where it changes.'),
    actor: actorSchema.nullable(),
    awaiting: awaitTreeSchema
      .nullable()
      .describe('What the orchestrator waited for after this event, where that changed.'),
    durationMs: z.number().nullable().describe('How long an activity ran, in milliseconds.'),
    payloadBytes: z.number().int().nullable().describe('Size of the payload in bytes; null where there is none.'),
    payload: z.string().nullable().optional(),
    detail: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('What the payload is not: a `failure`, a `reason`, `fireAt`, the `status` at the end, a `humanTask`.'),
  })
  .meta({ id: 'HistoryEvent' });

export type HistoryEventView = z.infer<typeof historyEventViewSchema>;

export const historyPageSchema = z
  .object({
    events: z.array(historyEventViewSchema),
    nextSeq: z.number().int().nullable().describe('Pass as `after` to read on; null at the end.'),
  })
  .meta({ id: 'HistoryPage' });

export type HistoryPage = z.infer<typeof historyPageSchema>;

/**
 * `GET /api/v1/instances/{id}/history`: events after `after` (-1: from the start), without payloads unless asked for, of the
 * current generation unless another is named.
 */
export const historyQuerySchema = z.object({
  generation: queryInteger(0, 2_147_483_647).optional(),
  after: queryInteger(-1, 999_999_999).default(-1),
  limit: queryInteger(1, 10_000).default(500),
  payloads: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(false),
});

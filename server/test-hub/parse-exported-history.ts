/** An export as it comes out of a file. */
import { z } from 'zod';
import { HISTORY_EVENT_TYPES } from '@/contract/history-event';
import { RUNTIME_STATUSES } from '@/contract/runtime-status';
import type { ExportedHistory } from '../engine/exported-history';

const eventSchema = z.looseObject({
  type: z.enum(HISTORY_EVENT_TYPES),
  seq: z.number(),
  turn: z.number(),
  at: z.number(),
});

const linkSchema = z.object({ instanceId: z.string(), generation: z.number(), taskId: z.number() });

const exportSchema = z.object({
  format: z.literal('perdure.history.1'),
  orchestrator: z.string(),
  version: z.string().nullable(),
  instanceId: z.string(),
  executionId: z.string(),
  generation: z.number(),
  status: z.enum(RUNTIME_STATUSES),
  tags: z.record(z.string(), z.string()),
  parent: linkSchema.nullable(),
  createdAt: z.number(),
  events: z.array(eventSchema),
});

/** Throws a `TypeError` that says what is wrong with it. The facts of its events are trusted. */
export function parseExportedHistory(value: unknown): ExportedHistory {
  const parsed = exportSchema.safeParse(value);
  if (parsed.success) return parsed.data as ExportedHistory;
  throw new TypeError(`This is no exported history. ${z.prettifyError(parsed.error)}`);
}

import { z } from 'zod';

/** One answer a person can give, drawn as a button. */
const choiceSchema = z.object({
  label: z.string(),
  /** The event payload that choosing it raises. */
  value: z.unknown(),
  intent: z.enum(['primary', 'danger', 'neutral']).optional(),
  /** What happens if it is chosen, in a few words. */
  effect: z.string().optional(),
});

/** What a person is asked while an orchestrator waits for an external event. */
export const humanTaskSchema = z.object({
  question: z.string(),
  choices: z.array(choiceSchema),
  /** What happens when nobody answers in time, as the end of a sentence: "it is rejected". */
  consequence: z.string().optional(),
});

export type Choice = z.infer<typeof choiceSchema>;
export type HumanTask = z.infer<typeof humanTaskSchema>;

/** An external event that an instance waits, or waited, for. */
export const waitSchema = z.object({
  taskId: z.number().int(),
  eventName: z.string(),
  humanTask: humanTaskSchema.nullable(),
  state: z.enum(['open', 'answered', 'closed']),
  startedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** Who answered it, where somebody did. */
  decidedBy: z.string().nullable(),
  /** When the timer it races against fires, where there is one. */
  dueAt: z.iso.datetime().nullable(),
});

export type Wait = z.infer<typeof waitSchema>;

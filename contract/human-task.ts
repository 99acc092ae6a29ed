import { z } from 'zod';

/** One answer a person can give, drawn as a button. */
const choiceSchema = z
  .object({
    label: z.string(),
    value: z.unknown().describe('The event payload that choosing it raises.'),
    intent: z.enum(['primary', 'danger', 'neutral']).optional(),
    effect: z.string().optional().describe('What happens if it is chosen, in a few words.'),
  })
  .meta({ id: 'Choice' });

/** What a person is asked while an orchestrator waits for an external event. */
export const humanTaskSchema = z
  .object({
    question: z.string(),
    choices: z.array(choiceSchema),
    consequence: z
      .string()
      .optional()
      .describe('What happens when nobody answers in time, as the end of a sentence: "it is rejected".'),
  })
  .meta({ id: 'HumanTask' });

export type Choice = z.infer<typeof choiceSchema>;
export type HumanTask = z.infer<typeof humanTaskSchema>;

/** An external event that an instance waits, or waited, for. */
export const waitSchema = z
  .object({
    taskId: z.number().int(),
    eventName: z.string(),
    humanTask: humanTaskSchema.nullable(),
    state: z.enum(['open', 'answered', 'closed']),
    startedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    decidedBy: z.string().nullable().describe('Who answered it, where somebody did.'),
    dueAt: z.iso.datetime().nullable().describe('When the timer it races against fires, where there is one.'),
  })
  .meta({ id: 'Wait' });

export type Wait = z.infer<typeof waitSchema>;

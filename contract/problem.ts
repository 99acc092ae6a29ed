import { z } from 'zod';

/** An error of Perdure's own API, as RFC 9457 (`application/problem+json`) shapes it. */
export const problemSchema = z
  .object({
    type: z.string().describe('`about:blank#` and the code.'),
    code: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('What was wrong with this very request, as a sentence.'),
    issues: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe(
        "What a function's schema found wrong with its input: where (`items.0.name`, empty for the whole), and what.",
      ),
    requestId: z.string().optional().describe("Names the request in the server's log, where the server is to blame."),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;

import { z } from 'zod';

/** An error of Perdure's own API, as RFC 9457 (`application/problem+json`) shapes it. */
export const problemSchema = z.object({
  /** `about:blank#` and the code. */
  type: z.string(),
  code: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What was wrong with this very request, as a sentence. */
  detail: z.string(),
  /** What a function's schema found wrong with its input: where (`items.0.name`, empty for the whole), and what. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Names the request in the server's log, where the server is to blame. */
  requestId: z.string().optional(),
});

export type Problem = z.infer<typeof problemSchema>;

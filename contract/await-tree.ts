import { z } from 'zod';

/**
 * What an orchestrator waits for, as a tree. Neighbours of the same kind and name are folded into one leaf
 * whose `count` says how many of them are still open and whose `taskId` is the first.
 */
export type AwaitTree =
  | { kind: 'activity'; taskId: number; name: string; count?: number | undefined }
  | { kind: 'timer'; taskId: number; fireAt: string; count?: number | undefined }
  | { kind: 'event'; taskId: number; name: string; question?: string | undefined; count?: number | undefined }
  | { kind: 'subOrchestration'; taskId: number; name: string; instanceId: string; count?: number | undefined }
  | { kind: 'entity'; taskId: number; instanceId: string; operation: string; count?: number | undefined }
  | { kind: 'lock'; taskId: number; entities: string[]; count?: number | undefined }
  /** A node that has the code: none that lives can run the instance. Its task id is 0. */
  | { kind: 'code'; taskId: number; name: string; version: string | null; count?: number | undefined }
  | { kind: 'all' | 'any'; of: AwaitTree[] };

const leaf = { taskId: z.number().int(), count: z.number().int().optional() };

export const awaitTreeSchema: z.ZodType<AwaitTree> = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('activity'), name: z.string(), ...leaf }),
    z.object({ kind: z.literal('timer'), fireAt: z.string(), ...leaf }),
    z.object({ kind: z.literal('event'), name: z.string(), question: z.string().optional(), ...leaf }),
    z.object({ kind: z.literal('subOrchestration'), name: z.string(), instanceId: z.string(), ...leaf }),
    z.object({ kind: z.literal('entity'), instanceId: z.string(), operation: z.string(), ...leaf }),
    z.object({ kind: z.literal('lock'), entities: z.array(z.string()), ...leaf }),
    z.object({ kind: z.literal('code'), name: z.string(), version: z.string().nullable(), ...leaf }),
    z.object({ kind: z.enum(['all', 'any']), of: z.lazy(() => z.array(awaitTreeSchema)) }),
  ])
  .meta({ id: 'AwaitTree' });

/**
 * What nodes tell each other, by NOTIFY on statements of their own: inside the hot statement it would cost most of the
 * throughput. Hints only; polling finds what they miss.
 */
import type { Sql } from 'postgres';
import { z } from 'zod';
import { changeHintSchema } from '@/contract/change';
import type { Wake, WakeStore } from '@/server/wake-store';

export const CHANNEL = 'perdure';

/** PostgreSQL takes payloads of less than 8,000 bytes. */
const PAYLOAD_BYTES_MAX = 7_900;

const wakeSchema = z.object({
  from: z.string(),
  partitions: z.array(z.number().int()),
  workItems: z.array(z.number().int()),
  limited: z.boolean().default(false),
  members: z.boolean().default(false),
  canceled: z.boolean().default(false),
  change: changeHintSchema.nullable(),
  listens: z.boolean().optional(),
});

export function wakeVerbs(sql: Sql, partitionCount: number): WakeStore {
  const partitions = Array.from({ length: partitionCount }, (_, id) => id);
  const everything: Wake = {
    partitions,
    workItems: partitions,
    limited: true,
    members: true,
    canceled: true,
    change: { instanceIds: null },
  };
  return {
    wake: async (nodeId, wake) => {
      await sql`select pg_notify(${CHANNEL}, ${wakePayload(nodeId, wake)})`;
    },
    listen: async (nodeId, onWake) => {
      const subscription = await sql.listen(
        CHANNEL,
        (payload) => {
          const wake = parse(payload);
          if (wake?.from !== nodeId) onWake(wake ?? everything);
        },
        () => onWake(everything),
      );
      return { stop: () => subscription.unlisten() };
    },
  };
}

/** What is sent on the channel; of more instances than fit nothing is said but that there are some. */
export function wakePayload(from: string, wake: Wake): string {
  const payload = JSON.stringify({ from, ...wake });
  if (Buffer.byteLength(payload) <= PAYLOAD_BYTES_MAX) return payload;
  return JSON.stringify({ from, ...wake, change: { instanceIds: null } });
}

/** Undefined for anything that no node of ours has sent: better one look too many. */
function parse(payload: string): (Wake & { from: string }) | undefined {
  try {
    return wakeSchema.parse(JSON.parse(payload));
  } catch {
    return undefined;
  }
}

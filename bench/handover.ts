/**
 * `npm run bench:handover`: how long instances stand still while nodes join and leave. `--instances` call activities of
 * 5 ms one after the other; the pause is the time between two of one instance.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type NodeProcess, type Ran, startNodeProcess } from './fleet/node-process';
import { startServer } from './fleet/open-hub';

const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '16' },
    partitions: { type: 'string', default: '8' },
    watch: { type: 'string', default: '5000' },
  },
});

type Row = { what: string; took_ms: number; median_pause_ms: number; longest_pause_ms: number; partitions: string };

const server = await startServer();
const { url, store, sql } = await server.open('handover', Number(values.partitions));
const rows: Row[] = [];
const lastRun = new Map<string, number>();
let pauses = new Map<string, number>();

function onRan({ ran, at }: Ran): void {
  const pause = at - (lastRun.get(ran) ?? at);
  lastRun.set(ran, at);
  pauses.set(ran, Math.max(pause, pauses.get(ran) ?? 0));
}

const join = (deployment: string): Promise<NodeProcess> =>
  startNodeProcess({ DATABASE_URL: url, PERDURE_LOG_LEVEL: 'warn', PERDURE_DEPLOYMENT: deployment }, onRan);

/** Does something, and notes the longest pause of each instance until a while after. */
async function watch<T>(what: string, act: () => Promise<T>): Promise<T> {
  pauses = new Map();
  const startedAt = performance.now();
  const result = await act();
  const ms = Math.round(performance.now() - startedAt);
  await sleep(Number(values.watch));
  const now = Date.now();
  const sorted = [...lastRun].map(([id, at]) => Math.max(pauses.get(id) ?? 0, now - at)).sort((a, b) => a - b);
  const held = await sql<{ count: string }[]>`select count(*) from partitions group by owner order by 1`;
  rows.push({
    what,
    took_ms: ms,
    median_pause_ms: sorted[sorted.length >> 1] ?? 0,
    longest_pause_ms: sorted.at(-1) ?? 0,
    partitions: held.map(({ count }) => count).join(' + '),
  });
  return result;
}

try {
  const first = await join('one');
  for (let index = 0; index < Number(values.instances); index += 1)
    first.start({ start: 'Steps', input: null, instanceId: `steps-${index}` });
  await sleep(2_000);
  await watch('nothing', async () => {});
  const second = await watch('a second node joins', () => join('one'));
  const third = await watch('a third node joins', () => join('one'));
  await watch('the second leaves', () => second.end('SIGTERM'));
  const next = await watch('deployment: the new joins', () => join('two'));
  await watch('deployment: the first old one leaves', () => first.end('SIGTERM'));
  await watch('deployment: the last old one leaves', () => third.end('SIGTERM'));
  const another = await watch('another joins', () => join('two'));
  await watch('one is killed', () => next.end('SIGKILL'));
  await another.end('SIGKILL');
  console.table(rows);
} finally {
  await Promise.all([store.close(), sql.end()]);
  await server.stop();
}

/**
 * `npm run bench:spread`: activities of 100 ms over one, two and four nodes in processes of their own, each with room for
 * `--capacity` at once. `--width` activities are called at once by each of `--instances`. `--json` prints lines of JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Store } from '@/server/store';
import { startNodeProcess } from './fleet/node-process';
import { type Server, startServer } from './fleet/open-hub';

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '1,2,4' },
    capacity: { type: 'string', default: '20' },
    width: { type: 'string', default: '600' },
    instances: { type: 'string', default: '1' },
    partitions: { type: 'string', default: '8' },
    json: { type: 'boolean', default: false },
  },
});

const width = Number(values.width);
const instances = Number(values.instances);
const server = await startServer();
try {
  const results = [];
  for (const count of values.nodes.split(',').map(Number)) results.push(await measure(server, count));
  if (values.json) for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
  else console.table(results);
} finally {
  await server.stop();
}

async function measure(server: Server, count: number) {
  const { url, store, sql } = await server.open(`spread_${count}`, Number(values.partitions));
  const settings = {
    DATABASE_URL: url,
    PERDURE_LOG_LEVEL: 'warn',
    PERDURE_MAX_CONCURRENT_ACTIVITIES: values.capacity,
  };
  const nodes = await Promise.all(Array.from({ length: count }, () => startNodeProcess(settings)));
  const [first] = nodes;
  first?.start({ start: 'Spread', input: 8, instanceId: 'warm-up' });
  await completed(store, ['warm-up']);
  const before = nodes.map(({ ranCount }) => ranCount);
  const ids = Array.from({ length: instances }, (_, index) => `spread-${index}`);
  const startedAt = performance.now();
  for (const instanceId of ids) first?.start({ start: 'Spread', input: width, instanceId });
  await completed(store, ids);
  const seconds = (performance.now() - startedAt) / 1_000;
  const ran = nodes.map(({ ranCount }, index) => ranCount - (before[index] ?? 0));
  await Promise.all(nodes.map((node) => node.end('SIGTERM')));
  await Promise.all([store.close(), sql.end()]);
  const perSecond = Math.round((instances * width) / seconds);
  return { nodes: count, seconds: Number(seconds.toFixed(2)), activities_per_s: perSecond, ran: ran.join(' ') };
}

async function completed(store: Store, ids: string[]): Promise<void> {
  for (const id of ids) while ((await store.getInstanceStatus(id))?.status !== 'Completed') await sleep(10);
}

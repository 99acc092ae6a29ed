import { once } from 'node:events';
import { entity, entityId, orchestrator } from 'perdure';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import type { Runtime } from '../runtime';
import { cutConnections, cutUnderCheckpoint, cutUnderForward } from './testing/cut-connections';
import { insist } from './testing/insist';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const ledger = entity('Ledger', {
  initialState: (): [string, number][] => [],
  operations: {
    write(state, line: [string, number]) {
      state.push(line);
      return state.length;
    },
    lines: (state) => state,
  },
});

const KEYS = ['a', 'b'];
const LINES = 8;

/** Writes numbered lines to every ledger, by signals and by calls in turn, some of them under a lock. */
const writer = orchestrator('Writer', function* (context, name: string) {
  for (let line = 0; line < LINES; line += 2) {
    for (const key of KEYS) context.signalEntity(entityId(ledger, key), 'write', [name, line]);
    const lock = yield* context.lockEntities(...KEYS.map((key) => entityId(ledger, key)));
    for (const key of KEYS) yield* context.callEntity(entityId(ledger, key), 'write', [name, line + 1]);
    lock.release();
  }
  return 'done';
});

const FUNCTIONS = { ledger, writer };
const OPTIONS = { leaseMs: 3_000, heartbeatMs: 150, batchMessagesMax: 20 };
const NAMES = Array.from({ length: 4 }, (_, index) => `writer-${index}`);

let hub: TestHub;

beforeEach(async () => {
  hub = await openTestHub();
});

afterEach(() => hub.close());

const checkpoints = async (node: Runtime, count: number) => {
  for (let seen = 0; seen < count; seen += 1) await once(node.node.signals, 'checkpoint');
};

async function startWriters(node: Runtime): Promise<void> {
  await Promise.all(
    NAMES.map((instanceId) =>
      insist(() => node.client.startNew(writer, instanceId, { instanceId }), 'instance-exists'),
    ),
  );
}

/** Every writer wrote every line to every ledger once, and in order. */
async function expectAllWritten(node: Runtime): Promise<void> {
  for (const name of NAMES) await hub.once(name, ({ status }) => status === 'Completed');
  const lines = Array.from({ length: LINES }, (_, line) => line);
  for (const key of KEYS) {
    const written = await node.client.callEntity(entityId(ledger, key), 'lines');
    for (const name of NAMES) expect(written.filter(([by]) => by === name).map(([, line]) => line)).toEqual(lines);
  }
  await until('every lock is given back', async () => {
    const rows = await hub.sql`select from entities where locked_by is not null`;
    return rows.length === 0;
  });
  expect(await violations(hub.sql)).toEqual([]);
}

describe('entities', () => {
  it('lose nothing and repeat nothing when connections are cut in the middle of work', async () => {
    const node = await hub.open(FUNCTIONS, OPTIONS);
    const starting = startWriters(node);
    await cutUnderForward(hub.sql);
    await checkpoints(node, 2);
    await cutUnderCheckpoint(hub.sql);
    await checkpoints(node, 2);
    await cutConnections(hub.sql);
    await starting;
    await expectAllWritten(node);
  });

  it('go on where another node takes their partitions, and when it leaves', async () => {
    const one = await hub.open(FUNCTIONS, OPTIONS);
    const other = await hub.open(FUNCTIONS, OPTIONS);
    await once(other.node.signals, 'partitionAcquired');
    const cutting = cutUnderForward(hub.sql);
    const starting = startWriters(one);
    await cutting;
    await starting;
    await other.stop();
    await expectAllWritten(one);
  });
});

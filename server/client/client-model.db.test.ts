/** Whatever clients ask for, in whatever order: two nodes on PostgreSQL do what the model says. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';
import type { DurableClient } from './durable-client';
import { clientCommands, type Real } from './testing/client-commands';
import { ClientModel } from './testing/client-model';
import { expectAgreement } from './testing/expect-agreement';
import { keeper, keepIn } from './testing/keeper';

const world = { isBroken: false };

let hub: TestHub;
let clients: DurableClient[];

beforeAll(async () => {
  hub = await openTestHub();
  const functions = { keeper, keep: keepIn(world) };
  clients = [(await hub.open(functions)).client, (await hub.open(functions)).client];
});

afterAll(async () => {
  expect(await violations(hub.sql)).toEqual([]);
  await hub.close();
});

/** Nothing is left of the run before. */
async function open(client: DurableClient): Promise<Real> {
  world.isBroken = false;
  for (const id of ['one', 'two']) await client.purge(id, { force: true }).catch(() => {});
  const agree = async (model: ClientModel): Promise<void> => {
    let difference: unknown;
    const look = async (): Promise<boolean> => {
      try {
        await expectAgreement(client, model);
        return true;
      } catch (error) {
        difference = error;
        return false;
      }
    };
    await until('the hub agrees with the model', look).catch(() => {
      throw difference;
    });
  };
  await agree(new ClientModel());
  return {
    client,
    agree,
    breakWorld: (isBroken) => {
      world.isBroken = isBroken;
    },
  };
}

test.each([0, 1])('node %i and the model agree after every command', { timeout: 120_000 }, async (node) => {
  const client = clients[node];
  if (client === undefined) throw new Error('No such node.');
  const property = fc.asyncProperty(clientCommands(15), (commands) =>
    fc.asyncModelRun(async () => ({ model: new ClientModel(), real: await open(client) }), commands),
  );
  await fc.assert(property, { numRuns: 8, endOnFailure: true });
});

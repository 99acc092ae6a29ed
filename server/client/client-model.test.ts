/** Whatever clients ask for, in whatever order: a hub does what the model says. */
import fc from 'fast-check';
import { createTestHub } from 'perdure/testing';
import { test } from 'vitest';
import { clientCommands, type Real } from './testing/client-commands';
import { ClientModel } from './testing/client-model';
import { expectAgreement } from './testing/expect-agreement';
import { keeper, keepIn } from './testing/keeper';

function openReal(): Real {
  const world = { isBroken: false };
  const { client } = createTestHub({ functions: [keeper, keepIn(world)] });
  return {
    client,
    breakWorld: (isBroken) => {
      world.isBroken = isBroken;
    },
    agree: (model) => expectAgreement(client, model),
  };
}

test('a hub in memory and the model agree after every command', { timeout: 60_000 }, async () => {
  const property = fc.asyncProperty(clientCommands(30), (commands) =>
    fc.asyncModelRun(() => ({ model: new ClientModel(), real: openReal() }), commands),
  );
  await fc.assert(property, { numRuns: 60 });
});

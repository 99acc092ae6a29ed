import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installGlobals } from './globals';
import { MUTANTS } from './mutants';
import SEEDS from './seeds.json';
import { type Simulation, type SimulationOptions, simulate } from './simulate';

const COUNT = 250;
/** Always the same, so that a run fails for what was changed; `npm run simulate` tries others. */
const FROM = 1_000;

let restore: () => void;

beforeAll(() => {
  restore = installGlobals();
});

afterAll(() => restore());

/** Runs a seed on a clean stack. */
function run(seed: number, options?: SimulationOptions): Promise<Simulation> {
  return new Promise((resolve) => {
    setImmediate(() => resolve(simulate(seed, options)));
  });
}

async function firstFailure(from: number, count: number, options?: SimulationOptions): Promise<Simulation | null> {
  for (let seed = from; seed < from + count; seed += 1) {
    const simulation = await run(seed, options);
    if (simulation.problems.length > 0) return simulation;
  }
  return null;
}

test('the same seed gives the same run, to the byte', async () => {
  for (const seed of [3, 7, 130]) {
    const [first, again] = [await run(seed, { trace: true }), await run(seed, { trace: true })];
    expect(first.trace.length).toBeGreaterThan(100);
    expect(again.trace.join('\n')).toBe(first.trace.join('\n'));
  }
  expect((await run(3, { trace: true })).trace).not.toEqual((await run(4, { trace: true })).trace);
});

test.each(SEEDS)('seed $seed, which failed once: $why', { timeout: 30_000 }, async ({ seed }) => {
  expect((await run(seed)).problems).toEqual([]);
});

test(`whatever happens to nodes and statements, nothing is lost or done twice (${COUNT} seeds from ${FROM})`, {
  timeout: 120_000,
}, async () => {
  const failure = await firstFailure(FROM, COUNT);
  if (failure !== null)
    expect.fail(`npm run simulate -- --from ${failure.seed} --seeds 1 --trace\n${failure.problems.join('\n')}`);
});

describe('a hub without one of its guards is found out', () => {
  test.each(MUTANTS)('$name', { timeout: 120_000 }, async ({ mutate }) => {
    const { sabotage, undo } = mutate();
    try {
      const failure = await firstFailure(1, 400, { sabotage });
      expect(failure).not.toBeNull();
    } finally {
      undo();
    }
  });
});

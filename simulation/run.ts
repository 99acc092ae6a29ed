/** `npm run simulate -- --seeds N --from K`: many runs, one after the other. `--trace` shows what happened in one. */
import { parseArgs } from 'node:util';
import { installGlobals } from './globals';
import { simulate } from './simulate';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    stop: { type: 'boolean', default: false },
  },
});

const from = Number(values.from);
const count = Number(values.seeds);
const startedAt = process.cpuUsage();
let commits = 0;
let steps = 0;
let failures = 0;
installGlobals();
for (let seed = from; seed < from + count; seed += 1) {
  const run = await new Promise<ReturnType<typeof simulate>>((resolve) => {
    setImmediate(() => resolve(simulate(seed, { trace: values.trace })));
  });
  commits += run.commits;
  steps += run.steps;
  for (const line of run.trace) console.log(line);
  if (run.problems.length === 0) continue;
  failures += 1;
  console.log(`seed ${seed}:`);
  for (const problem of run.problems.slice(0, 8)) console.log(`  ${problem}`);
  if (values.stop) break;
}
const { user, system } = process.cpuUsage(startedAt);
const seconds = (user + system) / 1_000_000;
console.log(
  `${count} seeds from ${from}: ${failures} failed; ${commits} checkpoints, ${steps} steps in ${seconds.toFixed(1)} s of CPU time (${(count / seconds).toFixed(0)} seeds/s)`,
);
process.exitCode = failures > 0 ? 1 : 0;

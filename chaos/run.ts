/**
 * `npm run chaos -- --minutes N`: nodes under load and a seeded schedule of faults; what is lost or wrong is told, and must
 * be nothing. `--seed N`, `--nodes N`, `--rate N` (instances a second), `--faults N` (a second), `--json` (one line).
 */
import { parseArgs } from 'node:util';
import { runChaos } from './run-chaos';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    nodes: { type: 'string', default: '4' },
    rate: { type: 'string', default: '10' },
    faults: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});

const say = (line: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
};

say(`seed ${values.seed}`);
const report = await runChaos({
  minutes: Number(values.minutes),
  seed: Number(values.seed),
  nodes: Number(values.nodes),
  rate: Number(values.rate),
  faults: Number(values.faults),
  say,
});
process.stdout.write(`${JSON.stringify(report, null, values.json ? undefined : 2)}\n`);
process.exit(report.violations === 0 && report.lost === 0 ? 0 : 1);

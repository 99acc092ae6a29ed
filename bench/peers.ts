/**
 * `npm run bench:peers -- <folder>`: Perdure beside other engines, in one run, and a table of ratios.
 *
 * The folder is a benchmark of theirs: a package with `peers/<name>.mjs`, which does `--workload W1` to `W6` on the
 * PostgreSQL that `PEERBENCH_PG_URL` names and writes a line of JSON. It is copied, installed in the copy, and each round
 * runs every workload once with each engine, so that a slow spell of the machine hits them all. `--peers a,b`, `--rounds N`.
 */
import { cpSync, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@/db/embedded/start-embedded-postgres';
import { runForJson, runQuietly } from './run-for-json';
import { median } from './statistics';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: 'string', default: 'dbos,restate' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});

type Line = Record<string, unknown>;

type Comparison = {
  title: string;
  workload: string;
  theirs: string;
  field: string;
  sizes: string[];
  isLessBetter?: boolean;
};

const COMPARISONS: Comparison[] = [
  { title: 'hello, activities/s', workload: 'hello', theirs: 'W1', field: 'activities_per_s', sizes: [] },
  { title: 'fan-out, activities/s', workload: 'fanout', theirs: 'W2', field: 'activities_per_s', sizes: [] },
  { title: 'chain, activities/s', workload: 'chain', theirs: 'W3', field: 'activities_per_s', sizes: [] },
  { title: 'latency, median ms', workload: 'latency', theirs: 'W4', field: 'p50_ms', sizes: [], isLessBetter: true },
  { title: 'events, instances/s', workload: 'events', theirs: 'W5', field: 'instances_per_s', sizes: [] },
  { title: 'long, activities/s', workload: 'long', theirs: 'W6', field: 'activities_per_s', sizes: ['--n', '2000'] },
];

const [folder] = positionals;
if (folder === undefined || !existsSync(join(folder, 'peers'))) {
  process.stderr.write('Say which folder holds the other engines: npm run bench:peers -- <folder>.\n');
  process.exit(2);
}

const peers = values.peers.split(',');
const directory = await mkdtemp(join(tmpdir(), 'perdure-peers-'));
const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), temporary: true });
try {
  const copy = await install(resolve(folder), join(directory, 'peers'));
  const lines = new Map<string, Line[]>();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const comparison of COMPARISONS) await runRound(comparison, copy, lines);
  }
  const table = COMPARISONS.map((comparison) => rowOf(comparison, lines));
  if (values.json) process.stdout.write(`${JSON.stringify(table)}\n`);
  else console.table(table);
} finally {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

async function install(from: string, to: string): Promise<string> {
  cpSync(from, to, { recursive: true, filter: (path) => !path.includes('node_modules') });
  process.stderr.write('Installing the other engines\n');
  await runQuietly('npm', ['install', '--no-audit', '--no-fund'], { cwd: to });
  return to;
}

/** Ours twice: cold as the others are, and as a server that has been up for a moment. */
async function runRound(
  { workload, theirs, sizes }: Comparison,
  copy: string,
  lines: Map<string, Line[]>,
): Promise<void> {
  const note = (engine: string, line: Line) => {
    process.stderr.write(`${engine} ${theirs}: ${JSON.stringify(line)}\n`);
    const key = `${engine} ${theirs}`;
    lines.set(key, [...(lines.get(key) ?? []), line]);
  };
  const own = ['--import', 'tsx', 'bench/run.ts', '--workload', workload, '--json', ...sizes];
  note('cold', await runForJson(process.execPath, [...own, '--warm-up', '1']));
  note('perdure', await runForJson(process.execPath, own));
  for (const peer of peers) {
    const line = await runForJson(process.execPath, ['--no-deprecation', `peers/${peer}.mjs`, '--workload', theirs], {
      cwd: copy,
      env: { ...process.env, PEERBENCH_PG_URL: server.url },
    });
    note(peer, line);
  }
}

/** Medians, and how many times better Perdure is than each of the others. */
function rowOf({ title, theirs, field, isLessBetter = false }: Comparison, lines: Map<string, Line[]>): Line {
  const of = (engine: string) => median((lines.get(`${engine} ${theirs}`) ?? []).map((line) => Number(line[field])));
  const row: Line = { workload: title, perdure: of('perdure'), cold: of('cold') };
  for (const peer of peers) {
    const [ours, other] = [of('perdure'), of(peer)];
    row[peer] = other;
    row[`against ${peer}`] = `${(isLessBetter ? other / ours : ours / other).toFixed(1)}×`;
  }
  return row;
}

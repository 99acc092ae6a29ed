/**
 * Histories of earlier versions, which every later version has to replay: the promise that instances outlive upgrades.
 * Files are added to `testing/golden/`, never changed or removed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { functions } from '@/functions';
import { gatherFunctions } from '../function-modules';
import { Execution } from './execution';
import { type ExportedHistory, recordOf } from './exported-history';
import type { HistoryEvent } from './history';
import { isIncoming } from './incoming-fact';
import type { InstanceRecord } from './outcome';
import { callsTour } from './testing/calls-tour';
import { drained, newRecord } from './testing/test-instance';
import { tour } from './testing/tour';
import { replay } from './turn';

/** The oldest files are not exports: their instances are like those of all tests. */
type Golden = { orchestrator: string; history: HistoryEvent[] } | ExportedHistory;

type Lived = { record: InstanceRecord; history: HistoryEvent[] };

const FOLDER = join(import.meta.dirname, 'testing', 'golden');
const { registry } = gatherFunctions([...functions, { tour, callsTour }]);

const files = readdirSync(FOLDER);

test('there are golden histories of every sample', () => {
  const orchestrators = registry.list().orchestrators.map(({ name, version }) => `${name} ${version}`);
  const recorded = new Set(files.map((file) => `${read(file).record.name} ${read(file).record.version}`));
  expect([...recorded].sort()).toEqual(orchestrators.sort());
});

test.each(files)('%s is replayed, to the very end', async (file) => {
  const { record, history } = read(file);
  await replayed(record, history);
});

test.each(files)('%s comes to its end again, from any turn', async (file) => {
  const { record, history } = read(file);
  const turns = history.at(-1)?.turn ?? 0;
  for (let cut = firstTurn(history) - 1; cut < turns; cut += 1) {
    const execution = await replayed(
      record,
      history.filter(({ turn }) => turn <= cut),
    );
    const relived: HistoryEvent[] = [];
    for (let turn = cut + 1; turn <= turns; turn += 1) relived.push(...(await relive(execution, history, turn)));
    expect(relived.map(essence)).toEqual(history.filter(({ turn }) => turn > cut).map(essence));
  }
});

function read(file: string): Lived {
  const golden = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Golden;
  if ('format' in golden) return { record: recordOf(golden), history: golden.events };
  return { record: { ...newRecord(), name: golden.orchestrator }, history: golden.history };
}

/** The first turn that can be lived again: what a rewind kept came in with the turn that it rewound in. */
function firstTurn(history: HistoryEvent[]): number {
  const rewound = history.findLast(({ type }) => type === 'ExecutionRewound');
  return rewound === undefined ? 1 : rewound.turn + 1;
}

async function replayed(record: InstanceRecord, history: HistoryEvent[]): Promise<Execution> {
  const { definition } = registry.resolve(record.name, record.version);
  if (definition === null) throw new Error(`No orchestrator '${record.name}'.`);
  const fresh = { ...record, historyLength: history.length };
  const execution = new Execution(definition, fresh, { isNew: false, replaces: null });
  await drained(replay(execution, history));
  return execution;
}

/** What the turn's incoming facts lead to now. */
async function relive(execution: Execution, history: HistoryEvent[], turn: number): Promise<HistoryEvent[]> {
  const events = history.filter((event) => event.turn === turn);
  execution.beginTurn(events[0]?.at ?? 0, 'now');
  for (const event of events) {
    if (isIncoming(event)) execution.generation.receive({ ...event });
    await drained(drains(execution));
  }
  return execution.endTurn().events;
}

function* drains(execution: Execution): Generator<void, void, void> {
  while (execution.mustDrain()) yield;
}

/** What must not change: later versions may note more beside it. */
function essence(event: HistoryEvent) {
  const { seq, turn, at, type } = event;
  const payload = 'payload' in event ? event.payload : undefined;
  return { seq, turn, at, type, taskId: 'taskId' in event ? event.taskId : undefined, payload };
}

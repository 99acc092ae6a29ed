/**
 * Histories of earlier versions, which every later version has to replay: the promise that instances outlive upgrades.
 * Files are added to `testing/golden/`, never changed or removed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expenseApproval } from '@/functions/expense-approval';
import { helloWorld } from '@/functions/hello-sequence';
import { Execution } from './execution';
import type { HistoryEvent } from './history';
import { isIncoming } from './incoming-fact';
import type { AnyOrchestrator } from './orchestrator';
import { callsTour } from './testing/calls-tour';
import { drained, newRecord } from './testing/test-instance';
import { tour } from './testing/tour';
import { replay } from './turn';

type Golden = { orchestrator: string; history: HistoryEvent[] };

const FOLDER = join(import.meta.dirname, 'testing', 'golden');
const ORCHESTRATORS: AnyOrchestrator[] = [helloWorld, expenseApproval, tour, callsTour];

const files = readdirSync(FOLDER);

test('there are golden histories of every sample', () => {
  const names = new Set(files.map((file) => read(file).orchestrator));
  expect([...names].sort()).toEqual(ORCHESTRATORS.map(({ name }) => name).sort());
});

test.each(files)('%s is replayed, to the very end', async (file) => {
  const { orchestrator, history } = read(file);
  await replayed(orchestrator, history);
});

test.each(files)('%s comes to its end again, from any turn', async (file) => {
  const { orchestrator, history } = read(file);
  const turns = history.at(-1)?.turn ?? 0;
  for (let cut = 0; cut < turns; cut += 1) {
    const execution = await replayed(
      orchestrator,
      history.filter(({ turn }) => turn <= cut),
    );
    const relived: HistoryEvent[] = [];
    for (let turn = cut + 1; turn <= turns; turn += 1) relived.push(...(await relive(execution, history, turn)));
    expect(relived.map(essence)).toEqual(history.filter(({ turn }) => turn > cut).map(essence));
  }
});

function read(file: string): Golden {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Golden;
}

async function replayed(name: string, history: HistoryEvent[]): Promise<Execution> {
  const orchestrator = ORCHESTRATORS.find((one) => one.name === name);
  if (orchestrator === undefined) throw new Error(`No orchestrator '${name}'.`);
  const execution = new Execution(orchestrator, newRecord(), { isNew: false, replaces: null });
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

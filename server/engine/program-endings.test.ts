/** What is left of an instance that is stopped, or begins anew, at any point of its life. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEvent } from './history';
import { tell } from './testing/messages';
import { performing } from './testing/perform';
import { play, retell, rewound } from './testing/play';
import { type Program, programs, weathers } from './testing/program';
import { bothStyles, expectSameAfterReplay, type GeneratorCode } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

const PATIENCE_MS = 60_000;

test('P11. terminated at any point, it leaves nothing open, children neither, and takes no more', {
  timeout: PATIENCE_MS,
}, async () => {
  const property = fc.asyncProperty(programs, weathers, fc.nat(100), async (program, weather, percent) => {
    for (const [, tested] of bothStyles(performing(program))) {
      const turns = (await play(tested, weather)).turns.map(({ input }) => [...input.messages]);
      const lived = Math.ceil((turns.length * percent) / 100);
      const instance = await retell(tested, turns.slice(0, lived));
      if (lived === 0 || instance.record.completedAt !== null) continue;
      const open = openIn(instance.history);
      const { outcome } = await instance.turn(tell.terminate);
      expect(outcome).toMatchObject({ ended: true, record: { status: 'Terminated', waitingOn: null } });
      // What came in while it was suspended may be told to go once more.
      if (open.tasks.length > 0) expect(outcome.leftovers).toBe('drop');
      const told = outcome.sends.map(({ instanceId, message }) => `${message.type} ${instanceId}`);
      for (const child of open.children) expect(told).toContain(`terminate ${child}`);
      expect(told.length).toBeLessThanOrEqual(open.born);
      for (const messages of turns.slice(lived)) {
        const later = await instance.turn(...messages);
        expect(later).toMatchObject({ dropped: messages, outcome: { events: [], sends: [], workItems: [] } });
      }
      await expectSameAfterReplay(instance);
    }
  });
  await fc.assert(property, { numRuns: 150 });
});

/** Each generation takes some events of each name, and begins the next one; the last returns all that were taken. */
const relay: GeneratorCode = function* (
  context,
  { plan, taken }: { plan: string[][]; taken: Record<string, number[]> },
) {
  const [names = [], ...later] = plan;
  for (const name of names) taken[name]?.push(yield context.waitForExternalEvent(name));
  if (later.length === 0) return taken;
  context.continueAsNew({ plan: later, taken });
  return null;
};

const names = fc.constantFrom('Go', 'Stop');

test('P12. however often it begins anew, each event is taken once, in order', { timeout: PATIENCE_MS }, async () => {
  const property = fc.asyncProperty(
    fc.array(fc.array(names, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
    fc.integer(),
    async (plan, batches, seed) => {
      const raised = shuffled(plan.flat(), seed);
      for (const [, tested] of bothStyles(relay)) {
        const instance = new TestInstance(tested);
        await instance.turn(tell.start({ plan, taken: { Go: [], Stop: [] } }));
        const counts: Record<string, number> = { Go: 0, Stop: 0 };
        const messages = raised.map((name) => {
          counts[name] = (counts[name] ?? 0) + 1;
          return tell.raised(name.toUpperCase(), counts[name]);
        });
        for (let turn = 0; messages.length > 0; turn += 1) {
          await instance.turn(...messages.splice(0, batches[turn % batches.length]));
        }
        const upTo = (count = 0) => Array.from({ length: count }, (_, index) => index + 1);
        expect(instance.output).toEqual({ Go: upTo(counts['Go']), Stop: upTo(counts['Stop']) });
        expect(instance.record).toMatchObject({ status: 'Completed', generation: plan.length - 1 });
        await expectSameAfterReplay(instance);
      }
    },
  );
  await fc.assert(property, { numRuns: 150 });
});

test('P13. a rewind runs again what failed, and nothing that succeeded', { timeout: PATIENCE_MS }, async () => {
  let mended = 0;
  const property = fc.asyncProperty(programs, weathers, async (program, weather) => {
    for (const [, tested] of bothStyles(performing(program))) {
      const instance = await play(tested, { ...weather, cancelTurn: null });
      if (instance.record.status !== 'Failed') continue;
      const before = succeededIn(instance);
      const isMended = !mayFailForGood(program, instance);
      const failedTurns = instance.turns.length;
      await rewound(instance, weather);
      const again = instance.turns.slice(failedTurns).flatMap(({ result }) => result.outcome.workItems);
      expect(again.filter(({ taskId }) => before.has(taskId))).toEqual([]);
      await expectSameAfterReplay(instance);
      if (!isMended) continue;
      expect(instance.record.status).toBe('Completed');
      mended += 1;
    }
  });
  await fc.assert(property, { numRuns: 600 });
  expect(mended).toBeGreaterThan(5);
});

/** Tasks that gave a result. Nothing is scheduled after a failure that a rewind goes back to, so their ids stay theirs. */
function succeededIn({ history }: TestInstance): Set<number> {
  return new Set(history.flatMap((event) => (event.type === 'TaskCompleted' ? [event.taskId] : [])));
}

/** True where no mending may help: something ran out of its time, or the code went on to do something after a failure. */
function mayFailForGood(program: Program, { history }: TestInstance): boolean {
  const failed = history.findIndex(({ type }) => type === 'TaskFailed' || type === 'SubOrchestrationInstanceFailed');
  const goesOn = history.slice(failed).some(({ type }) => OPENING.has(type) || type === 'EventSent');
  return goesOn || /"limit":\d/.test(JSON.stringify(program));
}

/** Tasks that have not ended, by the order of their ids, and the instances of those that are children. */
function openIn(history: readonly HistoryEvent[]): { tasks: number[]; children: string[]; born: number } {
  const open = new Map<number, string | null>();
  for (const event of history) {
    if (!('taskId' in event) || event.taskId === undefined) continue;
    if (event.type === 'SubOrchestrationInstanceCreated') open.set(event.taskId, event.instanceId);
    else if (OPENING.has(event.type)) open.set(event.taskId, null);
    else if (event.type !== 'EventSent') open.delete(event.taskId);
  }
  closeWaits(history, open);
  const born = history.filter(({ type }) => type === 'SubOrchestrationInstanceCreated').length;
  return { tasks: [...open.keys()], children: [...open.values()].filter((child) => child !== null), born };
}

const OPENING = new Set(['TaskScheduled', 'SubOrchestrationInstanceCreated', 'TimerCreated', 'EventWaitStarted']);

/** Events do not say which wait they end: the oldest one of their name. */
function closeWaits(history: readonly HistoryEvent[], open: Map<number, string | null>): void {
  for (const event of history) {
    if (event.type !== 'EventRaised') continue;
    const wait = history.find(
      (one) =>
        one.type === 'EventWaitStarted' && open.has(one.taskId) && one.name.toLowerCase() === event.name.toLowerCase(),
    );
    if (wait !== undefined && 'taskId' in wait && wait.taskId !== undefined) open.delete(wait.taskId);
  }
}

function shuffled<T>(items: T[], seed: number): T[] {
  return fc.sample(fc.shuffledSubarray(items, { minLength: items.length }), { seed, numRuns: 1 })[0] ?? items;
}

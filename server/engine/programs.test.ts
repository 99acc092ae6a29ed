/** Properties of every program, whatever the order in which its tasks end. Their names are those of the test plan. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEvent, Message } from './history';
import { isIncoming } from './incoming-fact';
import { CANCELED, expectSeen } from './testing/expect-seen';
import { performing } from './testing/perform';
import { play, retell } from './testing/play';
import { type Program, programs, type Weather, weathers } from './testing/program';
import { bothStyles, expectSameAfterReplay } from './testing/scenario';
import type { TestInstance } from './testing/test-instance';

/** A few seconds do on a machine with nothing else to do. */
const PATIENCE_MS = 60_000;

/** Plays made-up programs in both styles, and says which ones fail the check. */
async function always(
  numRuns: number,
  check: (instance: TestInstance, program: Program, weather: Weather) => Promise<void> | void,
): Promise<void> {
  const property = fc.asyncProperty(programs, weathers, async (program, weather) => {
    for (const [, orchestrator] of bothStyles(performing(program))) {
      await check(await play(orchestrator, weather), program, weather);
    }
  });
  await fc.assert(property, { numRuns });
}

/** What happened and what was done, without when. */
function deeds(history: readonly HistoryEvent[]) {
  return history.map((event) => ({
    seq: event.seq,
    type: event.type,
    taskId: 'taskId' in event ? event.taskId : undefined,
    name: 'name' in event ? event.name : undefined,
    payload: 'payload' in event ? timeless(event.payload) : undefined,
    failure: 'failure' in event ? event.failure?.message : undefined,
  }));
}

const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const GUID = /[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/g;

function timeless(payload: string | null): string | undefined {
  return payload?.replaceAll(TIME, 'a time').replaceAll(GUID, 'a guid');
}

function messagesOf(instance: TestInstance): Message[] {
  return instance.turns.flatMap(({ input }) => [...input.messages]);
}

test('every program ends, and both styles write the same history', { timeout: PATIENCE_MS }, async () => {
  const property = fc.asyncProperty(programs, weathers, async (program, weather) => {
    const plays = bothStyles(performing(program)).map(([, orchestrator]) => play(orchestrator, weather));
    const [yielded, awaited] = await Promise.all(plays);
    expect(['Completed', 'Failed', 'Canceled']).toContain(yielded?.record.status);
    expect(deeds(awaited?.history ?? [])).toEqual(deeds(yielded?.history ?? []));
  });
  await fc.assert(property, { numRuns: 200 });
});

test('P1, P9, P15. a replay from any prefix decides what was decided, with the same task ids and positions', {
  timeout: PATIENCE_MS,
}, async () => {
  await always(60, expectSameAfterReplay);
});

test('P2. messages one by one or all at once make the same history', { timeout: PATIENCE_MS }, async () => {
  await always(120, async (instance) => {
    const oneByOne = await retell(
      instance.orchestrator,
      messagesOf(instance).map((message) => [message]),
    );
    expect(deeds(oneByOne.history)).toEqual(deeds(instance.history));
  });
});

test('P3. starts, results and timers that come twice change nothing', { timeout: PATIENCE_MS }, async () => {
  await always(120, async (instance) => {
    const told: Message[] = [];
    const doubled = instance.turns.map(({ input }) =>
      input.messages.flatMap((message) => {
        const again = told.filter((_, index) => index % 3 === 0);
        if (!isOnce(message)) return [message, ...again];
        told.push(message);
        return [message, message, ...again];
      }),
    );
    expect(deeds((await retell(instance.orchestrator, doubled)).history)).toEqual(deeds(instance.history));
  });
});

test('P4, P5. what a program sees follows from the order of its history alone', { timeout: PATIENCE_MS }, async () => {
  const ends = new Set<string>();
  await always(300, (instance, program) => {
    const { seen, error } = expectSeen(program, instance.history);
    const { status, failure } = instance.record;
    ends.add(status);
    expect(status).toBe(error === undefined ? 'Completed' : error === CANCELED ? 'Canceled' : 'Failed');
    if (error === undefined) expect(withoutGuids(instance.output)).toEqual(seen);
    else if (error !== CANCELED) expect(failure?.message).toBe(error);
  });
  expect([...ends].sort()).toEqual(['Canceled', 'Completed', 'Failed']);
});

test('P10. suspended at any point and resumed at any other, it does the same', { timeout: PATIENCE_MS }, async () => {
  await always(120, async (instance) => {
    const messages = messagesOf(instance).filter(({ type }) => type !== 'suspend' && type !== 'resume');
    const free = await retell(
      instance.orchestrator,
      messages.map((message) => [message]),
    );
    expect(done(free)).toEqual(done(instance));
  });
});

const WITHDRAWALS = new Set(['TimerCanceled', 'TaskCanceled', 'EventWaitCanceled']);

function withoutGuids(output: unknown): unknown {
  return JSON.parse(JSON.stringify(output).replaceAll(GUID, 'a guid'));
}

/** True for what can happen once only. */
function isOnce({ type }: Message): boolean {
  return type === 'start' || type === 'taskCompleted' || type === 'taskFailed' || type === 'timerFired';
}

/** What the code did. A task that ended while the instance was suspended needs no canceling. */
function done(instance: TestInstance) {
  const outgoing = instance.history.filter((event) => !isIncoming(event) && !WITHDRAWALS.has(event.type));
  return deeds(outgoing).map(({ seq: _seq, ...deed }) => deed);
}

import { orchestrator } from 'perdure';
import { describe, expect, it } from 'vitest';
import { testRecord } from '@/db/testing/test-turns';
import { Execution } from '../engine/execution';
import type { Message, StartFacts } from '../engine/history';
import { DEFAULT_VERSION_SETTINGS } from '../engine/orchestrator-versions';
import type { InstanceRecord } from '../engine/outcome';
import { Registry } from '../registry';
import type { Admission } from './admission';
import { admit, type Surroundings } from './admit';
import type { Arrival } from './arrival';
import type { Resident } from './residents';
import { fromClient, queued } from './testing/test-arrivals';

const order = orchestrator('Order', async () => 'done');
const registry = () => new Registry([order], [], SETTINGS);
const surroundings: Surroundings = {
  resolve: (name, version) => registry().resolve(name, version),
  childrenOf: () => ['child'],
};

/** Any version of an orchestrator runs any instance of its. */
const SETTINGS = { ...DEFAULT_VERSION_SETTINGS, matchStrategy: 'none' as const };

const startFacts = (executionId: string, facts: Partial<StartFacts> = {}): StartFacts => ({
  ...{ executionId, name: 'Order', version: '2', input: '1', tags: { team: 'a' }, parent: null, createdAt: 5 },
  ...facts,
});
const startOf = (executionId: string, facts: Partial<StartFacts> = {}): Arrival =>
  fromClient('one', { type: 'start', start: startFacts(executionId, facts) });
const startByRow = (facts: Partial<StartFacts>): Arrival =>
  byRow({ type: 'start', start: startFacts('second', facts) });
const byRow = (message: Message): Arrival => ({ instanceId: 'one', message, source: { from: 'queue', messageId: 8 } });
const purge = (force?: boolean): Message => ({ type: 'purge', force });
const REWIND: Message = { type: 'rewind', reason: '' };
const CONTENT = { onConflict: 'return-existing' } as const;
const NOWHERE = { name: 'Nowhere' };
const PARENT = { instanceId: 'parent', generation: 1, taskId: 3 };
const send = (type: 'terminate' | 'resume'): Arrival => fromClient('one', { type, reason: '' } satisfies Message);

type Facts = Partial<InstanceRecord>;

const live = (facts: Facts = {}): Resident => {
  const record = testRecord('one', { historyLength: 3, executionId: 'first', ...facts });
  return { state: 'live', execution: new Execution(order, record, { isNew: false, replaces: null }) };
};
const pending = (): Resident => live({ historyLength: 0, status: 'Pending' });
const ended = (facts: Facts = {}): Resident => {
  const record = testRecord('one', { status: 'Completed', executionId: 'first', revision: 9, generation: 4, ...facts });
  return { state: 'ended', record };
};
const blocked = (facts: Facts = {}): Resident => {
  const record = testRecord('one', { executionId: 'first', historyLength: 3, ...facts });
  return { state: 'blocked', record, remains: { lastTurn: 2, tasks: [] }, problem: 'stuck' };
};

/** What became of each arrival, in the order of the arrivals. */
function fates(admission: Admission, arrivals: Arrival[]): string[] {
  return arrivals.map((arrival) => {
    if (admission.admitted.includes(arrival)) return 'admitted';
    if (admission.parked.includes(arrival)) return 'parked';
    return admission.settled.find((settled) => settled.arrival === arrival)?.delivery ?? 'forgotten';
  });
}

const CASES: [string, Resident | undefined, Arrival[], string[]][] = [
  ['a message to nobody', undefined, [send('resume')], ['not-found']],
  ['a message to one that has ended', ended(), [send('resume')], ['ended']],
  ['a message to one that lives', live(), [send('resume'), queued('one', 1)], ['admitted', 'admitted']],
  ['a start to nobody', undefined, [startOf('second')], ['admitted']],
  ['two starts to nobody', undefined, [startOf('second'), startOf('third')], ['admitted', 'conflict']],
  ['a message behind a start', undefined, [startOf('second'), send('terminate')], ['admitted', 'admitted']],
  ['a message before a start', undefined, [send('terminate'), startOf('second')], ['not-found', 'admitted']],
  ['A1. a start to one that lives', live(), [startOf('second')], ['conflict']],
  ['A1. a start to one that has ended', ended(), [startOf('second')], ['admitted']],
  ['A1. another start to one that is Pending', pending(), [startOf('second')], ['conflict']],
  ['A1. a start to one that is blocked', blocked(), [startOf('second')], ['conflict']],
  ['A1. a start that is content with one that lives', live(), [startOf('second', CONTENT)], ['exists']],
  ['A1. a start that is content, to nobody', undefined, [startOf('second', CONTENT)], ['admitted']],
  ['A2. a message to one that is blocked', blocked(), [send('resume'), queued('one', 1)], ['parked', 'parked']],
  ['A2. its end to one that is blocked', blocked(), [send('resume'), send('terminate')], ['parked', 'admitted']],
  ['A2. its start to one without code', blocked({ historyLength: 0 }), [startOf('first')], ['parked']],
  ['A2. a start of what is not deployed', undefined, [startOf('second', NOWHERE)], ['parked']],
  ['A2. the same where one has ended', ended(), [startOf('second', NOWHERE), send('resume')], ['parked', 'ended']],
  [
    'A3. a client before the start of a Pending one',
    pending(),
    [send('resume'), startOf('first')],
    ['parked', 'admitted'],
  ],
  ['A3. a client behind it', pending(), [startOf('first'), send('resume')], ['admitted', 'admitted']],
  ['A3. a purge of one whose start waits', blocked({ historyLength: 0 }), [fromClient('one', purge(true))], ['parked']],
  ['a purge of nobody', undefined, [fromClient('one', purge())], ['not-found']],
  ['a purge of one that lives', live(), [fromClient('one', purge())], ['not-ended']],
  ['a purge of one that has ended', ended(), [fromClient('one', purge())], ['accepted']],
  ['a rewind of nobody', undefined, [fromClient('one', REWIND)], ['not-found']],
  ['a rewind of one that lives', live(), [fromClient('one', REWIND)], ['not-ended']],
  ['a rewind of one that has completed', ended(), [fromClient('one', REWIND)], ['not-failed']],
  [
    'A6. a row for whoever had the id before',
    pending(),
    [byRow({ type: 'suspend', reason: '' }), byRow({ type: 'start', start: startFacts('first') })],
    ['not-found', 'admitted'],
  ],
  ['A4. its own start again', live(), [startOf('first')], ['accepted']],
  ['A4. its own start after its end', ended(), [startOf('first')], ['accepted']],
];

describe('admit', () => {
  it.each(CASES)('%s', (_, resident, arrivals, expected) => {
    expect(fates(admit('one', arrivals, resident, surroundings), arrivals)).toEqual(expected);
  });

  it('makes a new instance of its start', () => {
    const { execution, blocked } = admit('one', [startOf('second')], undefined, surroundings);
    const record = { version: '2', input: '1', tags: { team: 'a' }, createdAt: 5, updatedAt: 5 };
    expect(execution?.record).toEqual(testRecord('one', { ...record, executionId: 'second', status: 'Pending' }));
    expect(blocked).toBeNull();
  });

  it('makes the next generation of one that has ended, in place of its row', () => {
    const { execution } = admit('one', [startOf('second')], ended(), surroundings);
    expect(execution?.record).toMatchObject({ generation: 5, revision: 0, executionId: 'second' });
    expect(execution?.endTurn()).toMatchObject({ isNew: true, replaces: { instanceId: 'one', revision: 9 } });
  });

  it('says what keeps an instance from running', () => {
    const resident = blocked();
    const { execution, ...rest } = admit('one', [send('resume')], resident, surroundings);
    expect([execution, rest.blocked]).toEqual([null, resident]);
  });

  it('runs an instance once, whatever comes for it', () => {
    const resident = live();
    const { execution } = admit('one', [send('resume'), send('terminate')], resident, surroundings);
    expect(execution).toBe(resident.state === 'live' && resident.execution);
  });

  it('A2. gives an instance whose start waits for code a row that says so', () => {
    const { blocked } = admit('one', [startByRow({ ...NOWHERE, version: undefined })], ended(), surroundings);
    expect(blocked).toMatchObject({
      record: { name: 'Nowhere', generation: 5, revision: 0, status: 'Pending' },
      missing: { name: 'Nowhere', version: undefined },
      origin: { isNew: true, replaces: { instanceId: 'one', revision: 9 } },
    });
  });

  it('A5. tells a parent that its sub-orchestration cannot be started', () => {
    const { answers } = admit('one', [startByRow({ parent: PARENT })], live(), surroundings);
    expect(answers).toMatchObject([
      { instanceId: 'parent', message: { type: 'taskFailed', taskId: 3, failure: { errorType: 'InstanceExists' } } },
    ]);
  });

  it('A5. tells a parent that is rewound that its sub-orchestration is not there', () => {
    const { answers } = admit('one', [byRow({ ...REWIND, parent: PARENT })], undefined, surroundings);
    expect(answers).toMatchObject([{ message: { taskId: 3, failure: { errorType: 'InstanceNotFound' } } }]);
  });

  it('ends what is to be purged by force', () => {
    const message = purge(true);
    const { execution, admitted, purge: purged } = admit('one', [byRow(message)], live(), surroundings);
    expect(admitted).toHaveLength(1);
    expect(purged).toEqual({ revision: execution?.record.revision, message, children: ['child'] });
  });

  it('rewinds one that failed', () => {
    const rewind = byRow({ ...REWIND, parent: PARENT });
    const resident = { ...ended({ status: 'Failed', parent: { ...PARENT, generation: 0 } }), history: [] };
    const { execution, admitted } = admit('one', [rewind], resident, surroundings);
    expect(admitted).toEqual([rewind]);
    expect(execution?.record).toMatchObject({ generation: 5, status: 'Running' });
  });

  it('A5. tells a parent that is rewound how a sub-orchestration ended that has not failed', () => {
    const resident = ended({ parent: { ...PARENT, generation: 0 }, output: '7' });
    const { answers } = admit('one', [byRow({ ...REWIND, parent: PARENT })], resident, surroundings);
    expect(answers).toMatchObject([
      { instanceId: 'parent', message: { type: 'taskCompleted', generation: 1, taskId: 3, result: '7' } },
    ]);
  });

  it.each([
    ['lives', live()],
    ['has no code', blocked()],
  ])('lets a start replace an instance that %s', (_, resident) => {
    const start = startOf('second', { onConflict: 'replace' });
    const { execution, admitted, replacements } = admit('one', [start, send('resume')], resident, surroundings);
    expect([execution === null, admitted.length]).toEqual([false, 2]);
    expect(replacements?.get(start.message)).toMatchObject({ record: { executionId: 'second', name: 'Order' } });
  });
});

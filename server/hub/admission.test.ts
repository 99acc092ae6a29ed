import { orchestrator } from 'perdure';
import { describe, expect, it } from 'vitest';
import { testRecord } from '@/db/testing/test-turns';
import { Execution } from '../engine/execution';
import type { Message } from '../engine/history';
import { DEFAULT_VERSION_SETTINGS } from '../engine/orchestrator-versions';
import type { InstanceRecord } from '../engine/outcome';
import { Registry } from '../registry';
import { type Admission, admit } from './admission';
import type { Arrival } from './arrival';
import type { Resident } from './residents';
import { fromClient, queued } from './testing/test-arrivals';

const order = orchestrator('Order', async () => 'done');
const resolve: Registry['resolve'] = (name, version) => new Registry([order], [], SETTINGS).resolve(name, version);

/** Any version of an orchestrator runs any instance of its. */
const SETTINGS = { ...DEFAULT_VERSION_SETTINGS, matchStrategy: 'none' as const };

const startOf = (executionId: string, name = 'Order'): Arrival => {
  const facts = { name, version: '2', input: '1', tags: { team: 'a' }, parent: null, createdAt: 5 };
  return fromClient('one', { type: 'start', start: { executionId, ...facts } });
};
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
  return { state: 'blocked', record, lastTurn: 2, problem: 'stuck' };
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
  ['A2. a message to one that is blocked', blocked(), [send('resume'), queued('one', 1)], ['parked', 'parked']],
  ['A2. its end to one that is blocked', blocked(), [send('resume'), send('terminate')], ['parked', 'admitted']],
  ['A2. its start to one without code', blocked({ historyLength: 0 }), [startOf('first')], ['parked']],
  ['A2. a start of what is not deployed', undefined, [startOf('second', 'Nowhere')], ['parked']],
  ['A2. the same where one has ended', ended(), [startOf('second', 'Nowhere'), send('resume')], ['parked', 'ended']],
  [
    'A3. a client before the start of a Pending one',
    pending(),
    [send('resume'), startOf('first')],
    ['parked', 'admitted'],
  ],
  ['A3. a client behind it', pending(), [startOf('first'), send('resume')], ['admitted', 'admitted']],
  ['A4. its own start again', live(), [startOf('first')], ['accepted']],
  ['A4. its own start after its end', ended(), [startOf('first')], ['accepted']],
];

describe('admit', () => {
  it.each(CASES)('%s', (_, resident, arrivals, expected) => {
    expect(fates(admit('one', arrivals, resident, resolve), arrivals)).toEqual(expected);
  });

  it('makes a new instance of its start', () => {
    const { execution, blocked } = admit('one', [startOf('second')], undefined, resolve);
    const record = { version: '2', input: '1', tags: { team: 'a' }, createdAt: 5, updatedAt: 5 };
    expect(execution?.record).toEqual(testRecord('one', { ...record, executionId: 'second', status: 'Pending' }));
    expect(blocked).toBeNull();
  });

  it('makes the next generation of one that has ended, in place of its row', () => {
    const { execution } = admit('one', [startOf('second')], ended(), resolve);
    expect(execution?.record).toMatchObject({ generation: 5, revision: 0, executionId: 'second' });
    expect(execution?.endTurn('test')).toMatchObject({ isNew: true, replaces: { instanceId: 'one', revision: 9 } });
  });

  it('says what keeps an instance from running', () => {
    const resident = blocked();
    const { execution, ...rest } = admit('one', [send('resume')], resident, resolve);
    expect([execution, rest.blocked]).toEqual([null, resident]);
  });

  it('runs an instance once, whatever comes for it', () => {
    const resident = live();
    const { execution } = admit('one', [send('resume'), send('terminate')], resident, resolve);
    expect(execution).toBe(resident.state === 'live' && resident.execution);
  });
});

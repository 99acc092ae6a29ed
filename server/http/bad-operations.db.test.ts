/** Operations that cannot be, or not now: the answer to each, and that nothing is changed by it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceId } from '../client/completion';
import type { WaitOptions } from '../client/completion-watch';
import { readWait } from './azure/await-outcome';
import { LongPolls } from './long-polls';
import { type InputCase, type InputTest, openInputTest } from './testing/open-input-test';
import { exchange } from './testing/send-raw';

let test: InputTest;

beforeAll(async () => {
  test = await openInputTest({ PERDURE_MAX_CHANGE_STREAMS: '2', PERDURE_MAX_QUEUED_EVENTS: '25' });
  await test.start('Approval', 'open');
  await test.start('Approval', 'suspended');
  await test.runtime.client.suspend('suspended', 'later');
  await test.hub.once('suspended', ({ status }) => status === 'Suspended');
  await test.start('Hello', 'completed');
  await test.start('Failing', 'failed');
  await test.start('Approval', 'terminated');
  await test.runtime.client.terminate('terminated', 'enough');
});

afterAll(() => test.close());

const AZURE = '/runtime/webhooks/durabletask';
const API = '/api/v1/instances';
const bad = { status: 400, code: 'invalid-request' };
const post = (path: string, body: unknown = {}) => ({ method: 'POST', path: `${API}${path}`, body });
const start = (facts: object) => post('', { name: 'Hello', ...facts });
const azure = (path: string) => ({ method: 'POST', path: `${AZURE}/instances/${path}`, body: {} });
const why = { reason: 'why' };
const ENDED = ['completed', 'failed', 'terminated'];

const CASES: InputCase[] = [
  {
    name: '53: a start with the id of a running instance',
    ...start({ name: 'Approval', instanceId: 'open' }),
    status: 409,
    code: 'instance-exists',
  },
  ...ENDED.flatMap((id): InputCase[] => [
    {
      name: `59: an event for an instance that has ${id}`,
      ...post(`/${id}/events/Approval`),
      status: 410,
      code: 'instance-ended',
    },
    { name: `59: the same on Azure’s route, ${id}`, ...azure(`${id}/raiseEvent/Approval`), status: 410 },
    {
      name: `62: a termination of an instance that has ${id}`,
      ...post(`/${id}/terminate`, why),
      status: 410,
      code: 'instance-ended',
    },
    { name: `62: the same on Azure’s route, ${id}`, ...azure(`${id}/terminate?reason=why`), status: 410 },
  ]),
  { name: '64: a resumption of an instance that is not suspended', ...post('/open/resume', why), status: 202 },
  { name: '64: the same on Azure’s route', ...azure('open/resume?reason=why'), status: 202 },
  { name: '65: a rewind of a running instance', ...post('/open/rewind', why), status: 409, code: 'instance-not-ended' },
  {
    name: '65: a rewind of a completed one',
    ...post('/completed/rewind', why),
    status: 410,
    code: 'instance-not-failed',
  },
  { name: '65: a rewind of a running instance on Azure’s route', ...azure('open/rewind?reason=why'), status: 400 },
  { name: '65: a rewind of a completed one on Azure’s route', ...azure('completed/rewind?reason=why'), status: 410 },
  {
    name: '66: a purge of a running instance',
    method: 'DELETE',
    path: `${API}/open`,
    status: 409,
    code: 'instance-not-ended',
  },
  { name: '66: the same on Azure’s route', method: 'DELETE', path: `${AZURE}/instances/open`, status: 409 },
  { name: '67: a purge of everything', ...post('/purge'), ...bad, says: /Say which/ },
  { name: '67: a purge of so many, whichever', ...post('/purge', { limit: 5 }), ...bad, says: /Say which/ },
  { name: '67: a purge without a time on Azure’s route', method: 'DELETE', path: `${AZURE}/instances`, status: 400 },
  {
    name: '70: a restart of an instance that was purged',
    ...post('/purged/restart'),
    status: 404,
    code: 'instance-not-found',
  },
  { name: '71: a command without a reason', ...post('/open/terminate'), ...bad, says: /reason/ },
  { name: '71: an event without a name', ...post('/open/events/'), status: 404, code: 'not-found' },
  {
    name: '72: a reason of 5,000 characters',
    ...post('/open/terminate', { reason: 'x'.repeat(5_000) }),
    ...bad,
    says: /4096/,
  },
  { name: '72: a reason of almost a MiB', ...post('/open/terminate', { reason: 'x'.repeat(1_000_000) }), ...bad },
  { name: '73: a status that is none', path: `${API}?status=Foo`, ...bad, says: /Suspended/ },
  { name: '73: the same on Azure’s route is left out', path: `${AZURE}/instances?runtimeStatus=Foo`, status: 200 },
  ...[
    '2024-02-30T00:00:00Z',
    'infinity',
    '%2B275760-09-13T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    '1e3',
    'now()',
    '0000-01-01T00:00:00Z',
  ].map((moment) => ({ name: `74, 75: created from ${moment}`, path: `${API}?createdFrom=${moment}`, ...bad })),
  { name: '75: a moment whose year is 10000 in UTC', path: `${API}?createdTo=9999-12-31T23:59:59-10:00`, ...bad },
  {
    name: '75: a moment that is none is left out on Azure’s route',
    path: `${AZURE}/instances?createdTimeFrom=infinity`,
    status: 200,
  },
  { name: '76: a moment without its zone', path: `${API}?createdFrom=2024-01-01T00:00:00`, ...bad, says: /zone/ },
  {
    name: '77: an end before its beginning',
    path: `${API}?createdFrom=2024-01-02T00:00:00Z&createdTo=2024-01-01T00:00:00Z`,
    ...bad,
  },
  {
    name: '77: the same in a purge',
    ...post('/purge', { createdFrom: '2024-01-02T00:00:00Z', createdTo: '2024-01-01T00:00:00Z' }),
    ...bad,
  },
  ...['0', '-1', '1e9', '0x10', '%2012%20', '12abc', '%D9%A1%D9%A2', '501', ''].map((limit) => ({
    ...{ name: `78: a page of ${JSON.stringify(limit)}`, path: `${API}?limit=${limit}`, ...bad },
  })),
  {
    name: '80: a token of 100 characters',
    path: `${API}?cursor=${'A'.repeat(100)}`,
    status: 400,
    code: 'invalid-continuation-token',
  },
  {
    name: '80: a token of 4,000 characters',
    path: `${API}?cursor=${'A'.repeat(4_000)}`,
    status: 400,
    code: 'invalid-continuation-token',
  },
  {
    name: '80: a token that is none on Azure’s route',
    path: `${AZURE}/instances`,
    headers: { 'x-ms-continuation-token': 'nonsense' },
    status: 400,
  },
  { name: '86: a start in the past', ...start({ startAt: '2020-01-01T00:00:00Z' }), status: 201 },
  { name: '86: a start in the year 10000', ...start({ startAt: '+10000-01-01T00:00:00Z' }), ...bad },
  {
    name: '86: a start in two hundred years',
    ...start({ startAt: '2230-01-01T00:00:00Z' }),
    ...bad,
    says: /36525 days/,
  },
  { name: '87: a version that is a path', ...start({ version: '../../v' }), ...bad },
  {
    name: '88: 51 tags',
    ...start({ tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, ''])) }),
    ...bad,
    says: /50 tags/,
  },
  { name: '88: a tag of 1,025 bytes', ...start({ tags: { a: 'x'.repeat(1_025) } }), ...bad, says: /1024 bytes/ },
  { name: '88: a tag named __proto__', ...start({ tags: JSON.parse('{"__proto__":"x"}') }), ...bad, says: /__proto__/ },
  { name: '88: a tag named constructor', ...start({ tags: { constructor: 'x' } }), status: 201 },
];

const historyOf = async (instanceId: string) => {
  const { events } = await test.runtime.client.exportHistory(instanceId);
  return events.map(({ type }) => type);
};

describe('operations and state', () => {
  it.each(CASES)('$name', (input) => test.check(input));

  it('54: an instance that has ended gives its id to another', async () => {
    await test.start('Hello', 'again');
    await test.check({ name: '', ...start({ instanceId: 'again', input: ['you'] }), status: 201 });
    expect(await test.runtime.client.waitForCompletion('again')).toMatchObject({ output: ['Hello you!'] });
  });

  it('55: of a hundred starts at once with one id one is the first', async () => {
    const one = start({ name: 'Approval', instanceId: 'one-of-many' });
    const answers = await Promise.all(Array.from({ length: 100 }, () => test.send(one)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 99 }, () => 409)]);
  });

  it('60: an event for a suspended instance comes in once it is resumed', async () => {
    await test.check({ name: '', ...post('/suspended/events/Approval', { data: 'yes' }), status: 202 });
    expect(await test.runtime.client.getInstance('suspended')).toMatchObject({ status: 'Suspended' });
    await test.check({ name: '', ...post('/suspended/resume', why), status: 202 });
    expect(await test.runtime.client.waitForCompletion('suspended')).toMatchObject({ output: 'yes' });
  });

  it('61: as many events wait for an instance as may, and not one more', async () => {
    await test.start('Approval', 'flooded');
    const other = post('/flooded/events/Other');
    for (let count = 0; count < 25; count += 1) await test.check({ name: '', ...other, status: 202 });
    await test.check({ name: '', ...other, status: 429, code: 'too-many-events', says: /25 events wait/ });
    expect((await test.send(other)).headers['retry-after']).toBe('1');
    await test.check({ name: '', ...azure('flooded/raiseEvent/Other'), status: 429 });
    await test.check({ name: '', ...post('/flooded/terminate', why), status: 202 });
  });

  it('63: of a termination and an end at once one is the first', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `race-${index}`);
    await Promise.all(ids.map((id) => test.start('Approval', id)));
    const rivals = (id: string) => [post(`/${id}/events/Approval`), post(`/${id}/terminate`, why)];
    const answers = await Promise.all(ids.flatMap((id) => rivals(id).map((rival) => test.send(rival))));
    for (const { status } of answers) expect([202, 410]).toContain(status);
    for (const id of ids) {
      await test.runtime.client.waitForCompletion(id);
      const ends = (await historyOf(id)).filter(
        (type) => type === 'ExecutionCompleted' || type === 'ExecutionTerminated',
      );
      expect(ends.filter((type) => type === 'ExecutionCompleted')).toHaveLength(1);
    }
  });

  it('64: who suspends twice does so once', async () => {
    await test.start('Approval', 'twice');
    await test.check({ name: '', ...post('/twice/suspend', why), status: 202 });
    await test.check({ name: '', ...post('/twice/suspend', why), status: 202 });
    expect((await historyOf('twice')).filter((type) => type === 'ExecutionSuspended')).toHaveLength(1);
  });

  it('68: a purge up to a moment in the future takes only what has ended', async () => {
    await test.start('Approval', 'future-open');
    await test.start('Hello', 'future-ended');
    const purge = post('/purge', { prefix: 'future-', createdTo: '2100-01-01T00:00:00Z' });
    expect(JSON.parse((await test.send(purge)).body)).toEqual({ instancesDeleted: 1 });
    expect(await test.runtime.client.getInstance('future-open')).not.toBeNull();
  });

  it('79: % and _ in a prefix stand for themselves', async () => {
    for (const [prefix, ids] of [
      ['%25', ['%25']],
      ['_', ['_a']],
      ['%25_', []],
    ] as const) {
      for (const id of ids) await test.start('Hello', decodeURIComponent(id));
      const { body } = await test.send({ path: `${API}?prefix=${prefix}` });
      const found = (JSON.parse(body) as { instances: { instanceId: string }[] }).instances;
      expect(found.map(({ instanceId }) => instanceId)).toEqual(ids.map(decodeURIComponent));
    }
  });

  it('80, 81: a token counts for its own list, and goes on where rows were deleted', async () => {
    for (const id of ['page-1', 'page-2', 'page-3', 'page-4']) await test.start('Hello', id);
    const first = JSON.parse((await test.send({ path: `${API}?prefix=page-&limit=2` })).body) as { next: string };
    const wrong = { name: '', status: 400, code: 'invalid-continuation-token' };
    await test.check({ ...wrong, path: `${API}?prefix=page&limit=2&cursor=${first.next}` });
    await test.check({ ...wrong, path: `${API}?prefix=page-&limit=2&cursor=${first.next.slice(0, -4)}` });
    await test.check({ ...wrong, path: `${API}?prefix=page-&limit=2&cursor=${first.next.slice(0, -4)}AAAA` });
    for (const id of ['page-2', 'page-3']) await test.runtime.client.purge(id);
    const second = JSON.parse((await test.send({ path: `${API}?prefix=page-&limit=2&cursor=${first.next}` })).body);
    expect(second).toMatchObject({ instances: [{ instanceId: 'page-1' }], next: null });
  });

  it('82, 83: who answers a wait that was answered is told by whom and when', async () => {
    await test.start('Approval', 'decided');
    const { waits } = await test.hub.once('decided', (instance) => instance.waits.length > 0);
    const decide = (data: string) => post('/decided/events/Approval', { data, taskId: waits[0]?.taskId });
    await test.check({ name: '', ...decide('yes'), status: 202 });
    await test.runtime.client.waitForCompletion('decided');
    const says = /decided already by local, at 20/;
    await test.check({ name: '', ...decide('no'), status: 409, code: 'already-decided', says });
    expect(await test.runtime.client.waitForCompletion('decided')).toMatchObject({ output: 'yes' });
  });

  it('84: nobody’s connection is held for ten years', async () => {
    const url = `http://localhost${AZURE}/orchestrators/Hello?timeout=315360000&pollingInterval=1`;
    const timeoutMs = Number(readWait(new Request(url)));
    const asked: unknown[] = [];
    const waitForCompletion = async <Output>(_id: InstanceId<Output>, options: WaitOptions) => {
      asked.push(options.timeoutMs);
      return { status: 'Running' as const, generation: 0, output: undefined, failure: null };
    };
    const polls = new LongPolls(new AbortController().signal);
    await polls.wait({ waitForCompletion }, 'open', { timeoutMs, signal: undefined });
    expect([timeoutMs, asked]).toEqual([315_360_000_000, [60_000]]);
  });

  it('85: so many listen to changes, and not one more', async () => {
    const listen = 'GET /api/v1/changes HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const open = [exchange(test.port, [listen]), exchange(test.port, [listen])];
    await test.hub.once('open', () => test.runtime.changes.listenerCount === 2);
    await test.check({ name: '', path: '/api/v1/changes', status: 503, code: 'too-many-streams' });
    expect(open).toHaveLength(2);
  });
});

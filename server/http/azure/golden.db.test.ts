/**
 * The management API, row by row, as the files in `golden` have it: a request, its answer, for each answer that is
 * documented. Update them with `npx vitest run --project db golden -u`, and read the difference.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isTerminal } from '@/contract/runtime-status';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { Exchanges } from './testing/exchange';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

/** Starts an instance, and comes back when it has ended or waits for an event. */
async function start(name: string, instanceId: string, input?: unknown): Promise<void> {
  await test.services.client.startNew(name, input, { instanceId });
  await test.instanceOnce(instanceId, ({ status, waits }) => isTerminal(status) || waits.length > 0);
}

const suspended = (instanceId: string) => test.instanceOnce(instanceId, ({ status }) => status === 'Suspended');

const json = { 'content-type': 'application/json' };

function golden(file: string, title: string, tell: (exchanges: Exchanges) => Promise<void>): void {
  it(`${file}: ${title}`, async () => {
    const exchanges = new Exchanges(test.services, title);
    await tell(exchanges);
    await expect(exchanges.text).toMatchFileSnapshot(`golden/${file}.http`);
  });
}

golden('01-start', 'POST /orchestrators/{functionName}/{instanceId?}', async (exchanges) => {
  const started = await exchanges.send('an instance with an id of one’s own', 'POST /orchestrators/Hello/start-1', {
    headers: json,
    body: ['Tokyo'],
  });
  await test.services.client.waitForCompletion((started.body as { id: string }).id);
  await exchanges.send('an id is drawn, and no body is no input', 'POST /orchestrators/hello');
  await exchanges.send('an empty body, as clients send it', 'POST /orchestrators/Hello/start-2', {
    headers: json,
    body: '',
  });
  await exchanges.send('an empty string, as Azure’s client sends no input', 'POST /orchestrators/Hello/start-8', {
    headers: json,
    body: '""',
  });
  await exchanges.send('waiting for the end', 'POST /orchestrators/Hello?timeout=20&pollingInterval=0.5', {
    headers: json,
    body: ['Tokyo', 'London'],
  });
  await exchanges.send(
    'waiting for one that fails',
    'POST /orchestrators/Failing/start-3?timeout=20&pollingInterval=1',
  );
  await exchanges.send('waiting in vain', 'POST /orchestrators/Approval/start-4?timeout=0.1&pollingInterval=0.1');
  await exchanges.send('only one of the two: not waiting', 'POST /orchestrators/Approval/start-5?timeout=20');
  await exchanges.send(
    'polling less often than the time lasts',
    'POST /orchestrators/Hello/start-6?timeout=1&pollingInterval=2',
  );
  await exchanges.send('what is no JSON', 'POST /orchestrators/Hello/start-7', { headers: json, body: '{' });
  await exchanges.send('what nobody knows', 'POST /orchestrators/Nobody');
  await exchanges.send('an id that no instance can have', 'POST /orchestrators/Hello/%40counter%40a');
  await exchanges.send('an id that is taken', 'POST /orchestrators/Approval/start-4');
});

golden('02-status', 'GET /instances/{instanceId}', async (exchanges) => {
  await test.services.client.startNew('Hello', ['Tokyo'], {
    instanceId: 'later',
    startAt: new Date(Date.now() + 3_600_000),
  });
  await exchanges.send('Pending', 'GET /instances/later?showHistory=true');
  await start('Approval', 'status-1');
  await exchanges.send('Running', 'GET /instances/status-1?code=abc');
  await test.services.client.suspend('status-1', 'ops');
  await suspended('status-1');
  await exchanges.send('Suspended', 'GET /instances/status-1');
  await test.services.client.terminate('status-1', 'stopped by operator');
  await test.services.client.waitForCompletion('status-1');
  await exchanges.send('Terminated', 'GET /instances/status-1');
  await start('Hello', 'status 2', ['Tokyo']);
  await exchanges.send('Completed', 'GET /instances/status%202');
  await exchanges.send('without its input', 'GET /instances/status%202?SHOWINPUT=False');
  await exchanges.send('a flag that is none', 'GET /instances/status%202?showInput=no');
  await start('Failing', 'status-3');
  await exchanges.send('Failed', 'GET /instances/status-3');
  await exchanges.send('Failed, as an error', 'GET /instances/status-3?returnInternalServerErrorOnFailure=true');
  await exchanges.send('nobody', 'GET /instances/nobody');
  await exchanges.send('an entity', 'GET /instances/%40counter%40a');
});

golden('02-status-history', 'GET /instances/{instanceId}?showHistory=true', async (exchanges) => {
  const { client } = test.services;
  await start('Journey', 'journey', { x: 1 });
  await client.suspend('journey', 'ops');
  await suspended('journey');
  await client.resume('journey', 'go on');
  await client.raiseEvent('journey', 'Approval', true);
  await client.waitForCompletion('journey');
  await exchanges.send('names and times', 'GET /instances/journey?showHistory=true&showInput=false');
  await exchanges.send('with inputs, as text', 'GET /instances/journey?showHistory=true');
  await exchanges.send('and results, as values', 'GET /instances/journey?showHistory=true&showHistoryOutput=true');
  await exchanges.send(
    'as it is, with ids',
    'GET /instances/journey?showHistory=true&showHistoryOutput=true&historyFormat=raw',
  );
  await start('Approval', 'ended');
  await client.terminate('ended', 'enough');
  await client.waitForCompletion('ended');
  await exchanges.send('terminated', 'GET /instances/ended?showHistory=true&showHistoryOutput=true');
  await start('Failing', 'failed');
  await exchanges.send('failed', 'GET /instances/failed?showHistory=true&showHistoryOutput=true');
});

golden('03-list', 'GET /instances', async (exchanges) => {
  for (const n of [1, 2, 3]) await start('Hello', `list-${n}`, [n]);
  await start('Failing', 'list-4');
  const first = await exchanges.send('a page', 'GET /instances?instanceIdPrefix=list-&top=3');
  const token = first.headers.get('x-ms-continuation-token') ?? '';
  await exchanges.send('the page that the token names', 'GET /instances/?instanceIdPrefix=list-&top=3', {
    headers: { 'x-ms-continuation-token': token },
  });
  const filters =
    'instanceIdPrefix=list-&runtimeStatus=Failed,Running&createdTimeFrom=2020-01-01&createdTimeTo=2999-01-01';
  await exchanges.send('by status and time', `GET /instances?${filters}`);
  await exchanges.send(
    'by the number of a status',
    'GET /instances?instanceIdPrefix=list-&RUNTIMESTATUS=3&showInput=false',
  );
  await exchanges.send('none', 'GET /instances?instanceIdPrefix=nobody-');
  await exchanges.send('a token that is none', 'GET /instances', { headers: { 'x-ms-continuation-token': 'abc' } });
});

golden('04-purge', 'DELETE /instances/{instanceId}', async (exchanges) => {
  await start('Hello', 'purge-1');
  await exchanges.send('one that has ended', 'DELETE /instances/purge-1');
  await exchanges.send('one that is gone', 'DELETE /instances/purge-1');
  await start('Approval', 'purge-2');
  await exchanges.send('one that goes on', 'DELETE /instances/purge-2');
  await exchanges.send('one that goes on, by force', 'DELETE /instances/purge-2?force=true');
});

golden('05-purge-many', 'DELETE /instances', async (exchanges) => {
  await start('Failing', 'old');
  await exchanges.send('without a time to begin at', 'DELETE /instances?runtimeStatus=Failed');
  await exchanges.send('none', 'DELETE /instances?createdTimeFrom=2999-01-01T00:00:00Z');
  await test.services.client.purgeBy({ status: ['Failed'] });
  await start('Failing', 'new');
  await exchanges.send('those of a status', 'DELETE /instances?createdTimeFrom=2020-01-01&runtimeStatus=Failed');
});

golden('06-raise-event', 'POST /instances/{instanceId}/raiseEvent/{eventName}', async (exchanges) => {
  await start('Approval', 'event-1');
  await start('Hello', 'event-2');
  const raise = (what: string, id: string, body: string, type: string) =>
    exchanges.send(what, `POST /instances/${id}/raiseEvent/Approval`, { body, headers: { 'content-type': type } });
  await raise('to nobody, before anything else is looked at', 'nobody', '{', 'text/plain');
  await raise('to one that has ended, before its body is looked at', 'event-2', '{', 'text/plain');
  await raise('what is not declared as JSON', 'event-1', '{"ok":true}', 'text/plain');
  await raise('what is no JSON', 'event-1', '{', 'application/json');
  await raise('what is awaited', 'event-1', '{"ok":true}', 'application/json; charset=utf-8');
});

for (const [file, command] of [
  ['07-terminate', 'terminate'],
  ['08-suspend', 'suspend'],
  ['09-resume', 'resume'],
] as const) {
  golden(file, `POST /instances/{instanceId}/${command}`, async (exchanges) => {
    const instanceId = `to-${command}`;
    await start('Approval', instanceId);
    await exchanges.send('one that goes on', `POST /instances/${instanceId}/${command}?reason=by%20hand`);
    await start('Approval', `${instanceId}-2`);
    await exchanges.send('without a reason', `POST /instances/${instanceId}-2/${command.toUpperCase()}`);
    await exchanges.send('nobody', `POST /instances/nobody/${command}?reason=x`);
    await start('Hello', `${instanceId}-3`);
    await exchanges.send('one that has ended', `POST /instances/${instanceId}-3/${command}?reason=x`);
  });
}

golden('10-rewind', 'POST /instances/{instanceId}/rewind', async (exchanges) => {
  await start('Repairing', 'rewind-1');
  await exchanges.send('one that has failed', 'POST /instances/rewind-1/rewind?reason=mended');
  await test.instanceOnce('rewind-1', ({ status }) => status === 'Completed');
  await exchanges.send('one that has completed', 'POST /instances/rewind-1/rewind?reason=mended');
  await exchanges.send('nobody', 'POST /instances/nobody/rewind?reason=mended');
  await start('Approval', 'rewind-2');
  await exchanges.send('one that goes on', 'POST /instances/rewind-2/rewind?reason=mended');
});

golden('11-restart', 'POST /instances/{instanceId}/restart', async (exchanges) => {
  await start('Hello', 'restart-1', ['Tokyo']);
  await exchanges.send('under a new id', 'POST /instances/restart-1/restart');
  await exchanges.send(
    'under the same id, waiting for the end',
    'POST /instances/restart-1/restart?restartWithNewInstanceId=false&timeout=20&pollingInterval=1',
  );
  await exchanges.send('nobody', 'POST /instances/nobody/restart');
  await start('Approval', 'restart-2');
  await exchanges.send('one that goes on', 'POST /instances/restart-2/restart?restartWithNewInstanceId=false');
});

golden('12-signal-entity', 'POST /entities/{entityName}/{entityKey}', async (exchanges) => {
  await exchanges.send('with JSON', 'POST /entities/Counter/steps?op=add', { headers: json, body: '5' });
  await exchanges.send('with text', 'POST /entities/notes/today?op=write', {
    headers: { 'content-type': 'text/plain' },
    body: 'milk',
  });
  await exchanges.send('without anything', 'POST /entities/Counter/steps?op=reset');
  await exchanges.send('with what is no JSON', 'POST /entities/Counter/steps?op=add', { headers: json, body: '{' });
  await exchanges.send('what nobody knows', 'POST /entities/nobody/a?op=add');
});

golden('13-delete-entity', 'DELETE /entities/{entityName}/{entityKey}', async (exchanges) => {
  await test.services.client.callEntity({ name: 'counter', key: 'gone' }, 'add', 1);
  await exchanges.send('one that is there', 'DELETE /entities/counter/gone');
  await exchanges.send('one that is not', 'DELETE /entities/counter/never');
});

golden('14-entity-state', 'GET /entities/{entityName}/{entityKey}', async (exchanges) => {
  await test.services.client.callEntity({ name: 'counter', key: 'state' }, 'add', 3);
  await test.services.client.callEntity({ name: 'counter', key: '' }, 'add', 7);
  await exchanges.send('one that is there', 'GET /entities/counter/state');
  await exchanges.send('the one with the empty key', 'GET /entities/Counter/$');
  await exchanges.send('one that is not', 'GET /entities/counter/nobody');
});

golden('15-list-entities', 'GET /entities/{entityName?}', async (exchanges) => {
  for (const key of ['a', 'b', 'c']) await test.services.client.callEntity({ name: 'notes', key }, 'write', key);
  const first = await exchanges.send('of a name, a page', 'GET /entities/notes?top=2');
  const token = first.headers.get('x-ms-continuation-token') ?? '';
  await exchanges.send('the next page, with states', 'GET /entities/notes?top=2&fetchState=true', {
    headers: { 'x-ms-continuation-token': token },
  });
  await exchanges.send(
    'of a time',
    'GET /entities/notes?lastOperationTimeFrom=2999-01-01&lastOperationTimeTo=2999-01-02',
  );
  await exchanges.send('of no name that is known', 'GET /entities/nobody');
});

golden('16-make-primary', 'POST /makeprimary', async (exchanges) => {
  await exchanges.send('every node is', 'POST /makeprimary');
});

golden('17-elsewhere', 'What leads nowhere', async (exchanges) => {
  await exchanges.send('a route', 'GET /nothing');
  await exchanges.send('a method', 'PUT /instances');
  await exchanges.send('a method of an instance', 'POST /instances/a');
  await exchanges.send('a method of the start', 'GET /orchestrators/Hello');
  await exchanges.send('an operation', 'POST /instances/a/dance');
});

it('has logged no error', () => {
  expect(test.errors).toEqual([]);
});

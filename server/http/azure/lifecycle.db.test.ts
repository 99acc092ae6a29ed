/** Rows 4, 5, 10 and 11 of the extension's API: purge, rewind and restart, with the statuses that it gives them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTerminal } from '@/contract/runtime-status';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { answerAzure } from './answer-azure';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

const send = (method: string, path: string) =>
  answerAzure(request(method, `/runtime/webhooks/durabletask${path}`), test.services);

async function empty(response: Promise<Response>): Promise<number> {
  const { status, body } = await response;
  expect(body).toBeNull();
  return status;
}

async function start(name: string, instanceId: string): Promise<void> {
  await send('POST', `/orchestrators/${name}/${instanceId}`);
  await test.instanceOnce(instanceId, ({ status, waits }) => isTerminal(status) || waits.length > 0);
}

describe('POST /instances/{id}/rewind', () => {
  it('answers 202 for what has failed', async () => {
    await start('Repairing', 'rewind');
    expect(await empty(send('POST', '/instances/rewind/rewind?reason=mended'))).toBe(202);
    await test.instanceOnce('rewind', ({ status }) => status === 'Completed');
    const response = await send('GET', '/instances/rewind?showHistory=true&showHistoryOutput=true');
    expect(await response.json()).toMatchObject({
      output: 'repaired',
      historyEvents: expect.arrayContaining([
        expect.objectContaining({ EventType: 'ExecutionRewound', Reason: 'mended' }),
      ]),
    });
  });

  it('answers 404, 410 and 400 for all else', async () => {
    await start('Approval', 'lives');
    expect(await empty(send('POST', '/instances/nobody/rewind'))).toBe(404);
    expect(await empty(send('POST', '/instances/rewind/rewind'))).toBe(410);
    expect((await send('POST', '/instances/lives/rewind')).status).toBe(400);
  });
});

describe('POST /instances/{id}/restart', () => {
  it('answers as a start does, for a new instance unless told otherwise', async () => {
    await start('Hello', 'restart');
    const response = await send('POST', '/instances/restart/restart');
    expect(response.status).toBe(202);
    const { id } = (await response.json()) as { id: string };
    expect(id).not.toBe('restart');
    const waited = await send(
      'POST',
      '/instances/restart/restart?restartWithNewInstanceId=false&timeout=20&pollingInterval=1',
    );
    expect(waited.status).toBe(200);
    expect(await waited.json()).toEqual(['Hello world!']);
    expect((await test.services.client.getInstance('restart'))?.generation).toBe(1);
  });

  it('answers 400 where there is none, and 409 for the id of one that goes on', async () => {
    const nobody = await send('POST', '/instances/nobody/restart');
    expect(nobody.status).toBe(400);
    expect(await nobody.json()).toMatchObject({
      Message: 'InstanceId does not match a valid orchestration instance.',
    });
    expect((await send('POST', '/instances/lives/restart?restartWithNewInstanceId=false')).status).toBe(409);
  });
});

describe('DELETE /instances', () => {
  it('deletes one that has ended', async () => {
    await start('Hello', 'purge');
    const response = await send('DELETE', '/instances/purge');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"instancesDeleted":1}');
    expect(await empty(send('DELETE', '/instances/purge'))).toBe(404);
    expect((await send('DELETE', '/instances/lives')).status).toBe(409);
    expect((await send('DELETE', '/instances/lives?force=true')).status).toBe(200);
  });

  it('deletes those of a span of time and a status', async () => {
    await start('Failing', 'old');
    const missing = await send('DELETE', '/instances?runtimeStatus=Failed');
    expect(missing.status).toBe(400);
    expect(await missing.json()).toBe("Please provide value for 'createdTimeFrom' parameter.");
    expect(await empty(send('DELETE', '/instances?createdTimeFrom=2999-01-01'))).toBe(404);
    const response = await send('DELETE', '/instances?createdTimeFrom=2020-01-01&runtimeStatus=Failed');
    expect(await response.json()).toEqual({ instancesDeleted: 1 });
    expect(await empty(send('GET', '/instances/old'))).toBe(404);
  });
});

import { describe, expect, it } from 'vitest';
import { checkStatusResponse } from './check-status';

describe('checkStatusResponse', () => {
  it('links to what can be done with the instance, at the public address', async () => {
    const response = checkStatusResponse('Bestellung 7+ü', 'https://perdure.example');
    const instance = 'https://perdure.example/runtime/webhooks/durabletask/instances/Bestellung%207%2B%C3%BC';
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(instance);
    expect(response.headers.get('retry-after')).toBe('10');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.text()).toBe(
      JSON.stringify({
        id: 'Bestellung 7+ü',
        statusQueryGetUri: instance,
        sendEventPostUri: `${instance}/raiseEvent/{eventName}`,
        terminatePostUri: `${instance}/terminate?reason={text}`,
        rewindPostUri: `${instance}/rewind?reason={text}`,
        purgeHistoryDeleteUri: instance,
        restartPostUri: `${instance}/restart`,
        suspendPostUri: `${instance}/suspend?reason={text}`,
        resumePostUri: `${instance}/resume?reason={text}`,
      }),
    );
  });
});

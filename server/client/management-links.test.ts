import { describe, expect, it } from 'vitest';
import { managementLinks } from './management-links';

const address = { publicAddress: 'https://perdure.example', managementKey: null };
const instance = 'https://perdure.example/runtime/webhooks/durabletask/instances/Bestellung%207%2B%C3%BC';
const hub = 'taskHub=perdure&connection=DATABASE_URL';

describe('managementLinks', () => {
  it('leads to what can be done with the instance, in the order of the extension', () => {
    expect(JSON.stringify(managementLinks('Bestellung 7+ü', address))).toBe(
      JSON.stringify({
        id: 'Bestellung 7+ü',
        statusQueryGetUri: `${instance}?${hub}`,
        sendEventPostUri: `${instance}/raiseEvent/{eventName}?${hub}`,
        terminatePostUri: `${instance}/terminate?reason={text}&${hub}`,
        rewindPostUri: `${instance}/rewind?reason={text}&${hub}`,
        purgeHistoryDeleteUri: `${instance}?${hub}`,
        restartPostUri: `${instance}/restart?${hub}`,
        suspendPostUri: `${instance}/suspend?reason={text}&${hub}`,
        resumePostUri: `${instance}/resume?reason={text}&${hub}`,
      }),
    );
  });

  it('holds the key where one is asked for', () => {
    for (const link of Object.values(managementLinks('a', { ...address, managementKey: 'k&y' })).slice(1)) {
      expect(link).toMatch(/&code=k%26y$/);
    }
  });

  it('asks for a 500 where an instance has failed, on wish', () => {
    const { statusQueryGetUri } = managementLinks('a', address, { returnInternalServerErrorOnFailure: true });
    expect(statusQueryGetUri).toMatch(/&returnInternalServerErrorOnFailure=true$/);
  });
});

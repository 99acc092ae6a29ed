import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as phones from './phone-verification';

async function verifying() {
  const hub = createTestHub({ functions: [phones] });
  hub.stub(phones.sendCode, () => '1234');
  const id = await hub.client.startNew(phones.phoneVerification, '+47 555');
  const enter = async (...codes: string[]) => {
    for (const code of codes) await hub.client.raiseEvent(id, 'Code', code);
  };
  return { hub, id, enter };
}

test('the right code at the third try is right', async () => {
  const { hub, id, enter } = await verifying();
  await enter('0000', '1111');
  expect(await hub.client.getInstance(id)).toMatchObject({ customStatus: '{"triesLeft":1}' });
  await enter('1234');
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: true });
});

test('three wrong codes are enough', async () => {
  const { hub, id, enter } = await verifying();
  await enter('0000', '1111', '2222');
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: false });
});

test('after ninety seconds it is too late', async () => {
  const { hub, id } = await verifying();
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: false });
  expect(hub.now).toEqual(new Date('2030-01-01T00:01:30Z'));
});

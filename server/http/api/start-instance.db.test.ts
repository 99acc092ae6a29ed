import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResponseSchema } from '@/contract/commands';
import { problemSchema } from '@/contract/problem';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { answerConforming } from './testing/answer-conforming';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

const start = (body: object) => answerConforming(request('POST', '/api/v1/instances', { body }), test.services);

describe('an orchestrator with a schema', () => {
  it('gets the input as its schema makes it', async () => {
    const { instanceId } = startResponseSchema.parse(await (await start({ name: 'Booking', input: {} })).json());
    expect(await test.services.client.waitForCompletion(instanceId)).toMatchObject({ status: 'Completed', output: 1 });
  });

  it('is not started with an input that its schema refuses, and the answer says why', async () => {
    const refused = await start({ name: 'booking', instanceId: 'refused', input: { seats: 1.5 } });
    expect(problemSchema.parse(await refused.json())).toMatchObject({
      status: 400,
      code: 'invalid-request',
      detail: "The input of orchestrator 'Booking' is not valid. seats: Give a whole number.",
      issues: [{ path: 'seats', message: 'Give a whole number.' }],
    });
    expect(await test.services.client.getInstance('refused')).toBeNull();
  });
});

import { activity, http, orchestrator } from 'perdure';
import { describe, expect, it } from 'vitest';
import { gatherFunctions } from './function-modules';

const say = activity('Say', () => 'hello');
const hello = orchestrator('Hello', async () => 'hello');
const start = http('Start', { handler: () => new Response() });

describe('gatherFunctions', () => {
  it('finds functions of every kind among whatever modules export', () => {
    const others = { limit: 3, nothing: null, text: 'kind', run: () => 0, kind: { kind: 'activity' } };
    const { registry, httpFunctions } = gatherFunctions([{ say, ...others }, { hello, start }, {}]);
    expect(registry.list()).toEqual({
      orchestrators: [{ name: 'Hello', version: null }],
      activities: [{ name: 'Say' }],
      entities: [],
    });
    expect(httpFunctions).toEqual([start]);
  });

  it('takes a function once that several modules export', () => {
    const { registry } = gatherFunctions([{ say }, { say, alias: say }]);
    expect(registry.activityNames).toEqual(['say']);
  });

  it('refuses two functions of one kind with one name', () => {
    expect(() => gatherFunctions([{ say }, { other: activity('SAY', () => 0) }])).toThrow(/'SAY'/);
  });
});

import { activity, orchestrator } from 'perdure';
import { describe, expect, it } from 'vitest';
import { Registry } from './registry';

const say = activity('Say', () => 'hello');
const hello = orchestrator('Hello', async () => 'hello', { version: '2' });
const order = orchestrator('Order', async () => 'order');

describe('Registry', () => {
  const registry = new Registry([hello, order], [say]);

  it('finds functions by name without regard to case, each kind apart', () => {
    expect(registry.orchestrator('hELLO')).toBe(hello);
    expect(registry.activity('SAY')).toBe(say);
    expect(registry.orchestrator('Say')).toBeUndefined();
    expect(registry.activity('Hello')).toBeUndefined();
  });

  it('lists them under their own names, and gives the names that the store compares', () => {
    expect(registry.list()).toEqual({
      orchestrators: [
        { name: 'Hello', version: '2' },
        { name: 'Order', version: null },
      ],
      activities: [{ name: 'Say' }],
    });
    expect([registry.orchestratorNames, registry.activityNames]).toEqual([['hello', 'order'], ['say']]);
  });

  it('refuses two of one kind with one name, and allows one of each', () => {
    expect(() => new Registry([hello, orchestrator('HELLO', async () => 0)], [])).toThrow(/orchestrator.*'HELLO'/);
    expect(() => new Registry([], [say, activity('say', () => 0)])).toThrow(/activity.*'say'/);
    expect(new Registry([orchestrator('Say', async () => 0)], [say]).activity('say')).toBe(say);
  });
});

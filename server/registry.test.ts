import { activity, entity, orchestrator } from 'perdure';
import { describe, expect, it } from 'vitest';
import { DEFAULT_VERSION_SETTINGS } from './engine/orchestrator-versions';
import { Registry } from './registry';

const say = activity('Say', () => 'hello');
const hello = orchestrator('Hello', async () => 'hello', { version: '2' });
const order = orchestrator('Order', async () => 'order');
const stock = entity('Stock', () => undefined);

describe('Registry', () => {
  const registry = new Registry([hello, order], [say], undefined, [stock]);

  it('finds functions by name without regard to case, each kind apart', () => {
    expect(registry.orchestrator('hELLO')).toBe(hello);
    expect(registry.activity('SAY')).toBe(say);
    expect(registry.entity('STOCK')).toBe(stock);
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
      entities: [{ name: 'Stock' }],
    });
    expect([registry.orchestratorKeys, registry.activityNames]).toEqual([['hello@2', 'order@'], ['say']]);
  });

  it('refuses two of one kind with one name, and allows one of each', () => {
    expect(() => new Registry([order, orchestrator('ORDER', async () => 0)], [])).toThrow(/orchestrator.*'ORDER'/);
    expect(() => new Registry([], [say, activity('say', () => 0)])).toThrow(/activity.*'say'/);
    expect(() => new Registry([], [], undefined, [stock, stock])).toThrow(/entity.*'Stock'/);
    expect(new Registry([orchestrator('Say', async () => 0)], [say]).activity('say')).toBe(say);
  });

  it('holds several versions of an orchestrator, and refuses one twice', () => {
    const newer = orchestrator('Hello', async () => 'hello', { version: '10' });
    const both = new Registry([newer, hello], []);
    expect(both.list().orchestrators.map(({ version }) => version)).toEqual(['2', '10']);
    expect(both.orchestrator('Hello')).toBe(newer);
    expect(() => new Registry([hello, orchestrator('Hello', async () => 0, { version: '2.0' })], [])).toThrow(/'2.0'/);
  });

  it('gives new instances the newest version, or the default where something here runs it', () => {
    const versions = ['1', '2'].map((version) => orchestrator('Hello', async () => 0, { version }));
    const versionOf = (defaultVersion: string | null) =>
      new Registry(versions, [], { ...DEFAULT_VERSION_SETTINGS, defaultVersion }).resolve('Hello', undefined).version;
    expect([null, '1', '1.5', '3'].map(versionOf)).toEqual(['2', '1', '1.5', '2']);
  });

  it('says what is missing, and fails instances for it only where the settings want that', () => {
    const { missing } = registry.resolve('Hello', '3');
    expect(missing).toMatchObject({ name: 'Hello', version: '3', failure: null });
    expect(missing?.problem).toBe(
      "Nothing deployed here runs instances of orchestrator 'Hello' of version '3'. There is: 2.",
    );
    const strict = new Registry([hello], [], { ...DEFAULT_VERSION_SETTINGS, failureStrategy: 'fail' });
    expect(strict.resolve('Hello', '3').missing?.failure).toMatchObject({
      errorType: 'VersionMismatch',
      isNonRetriable: true,
    });
    expect(strict.resolve('Nowhere', null).missing?.failure).toBeNull();
  });

  it('tells by their keys which nodes run what is missing', () => {
    const missing = (name: string, version: string | null | undefined) => ({
      name,
      version,
      problem: '',
      failure: null,
    });
    const runs = (key: string, name: string, version: string | null | undefined) =>
      registry.isRunBy([key], missing(name, version));
    expect(runs('order@', 'Order', null)).toBe(true);
    expect(runs('order@2', 'Order', '1')).toBe(true);
    expect(runs('order@2', 'Order', '3')).toBe(false);
    expect(runs('order@2', 'Order', undefined)).toBe(true);
    expect(runs('order@2@', 'Order', null)).toBe(false);
    expect(runs('reorder@2', 'Order', null)).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { orchestrator } from './orchestrator';
import { chooseVersion, DEFAULT_VERSION_SETTINGS, OrchestratorVersions } from './orchestrator-versions';

const DEPLOYED = ['1.0', '2.0', '3.0'];

describe('chooseVersion', () => {
  test.each([
    ['none', '2', '2.0'],
    ['none', '9', '3.0'],
    ['strict', '2', '2.0'],
    ['strict', '1.5', undefined],
    ['currentOrOlder', '2', '2.0'],
    ['currentOrOlder', '1.5', '2.0'],
    ['currentOrOlder', null, '1.0'],
    ['currentOrOlder', '9', undefined],
  ] as const)('N2. %s: instances of version %s are run by code of version %s', (strategy, wanted, expected) => {
    expect(chooseVersion([...DEPLOYED].reverse(), wanted, strategy)).toBe(expected);
  });
});

test('code without a version counts as the default version', () => {
  const versions = new OrchestratorVersions({ ...DEFAULT_VERSION_SETTINGS, defaultVersion: '2.0' });
  const plain = orchestrator('Order', async () => 0);
  versions.add(plain);
  expect(versions.versions).toEqual(['2.0']);
  expect([versions.default, versions.find('1.0'), versions.find('2'), versions.find('3')]).toEqual([
    '2.0',
    plain,
    plain,
    undefined,
  ]);
  expect(() => versions.add(orchestrator('Order', async () => 0, { version: '2' }))).toThrow(/'Order' and version '2'/);
});

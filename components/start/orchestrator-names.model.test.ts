import { expect, it } from 'vitest';
import { orchestratorNames, versionsOf } from './orchestrator-names.model';

const functions = {
  orchestrators: [
    { name: 'Refund', version: null },
    { name: 'Refund', version: '2' },
    { name: 'Hello', version: null },
  ],
  activities: [],
  entities: [],
};

it('names every orchestrator once', () => {
  expect(orchestratorNames(functions)).toEqual(['Refund', 'Hello']);
});

it('knows the versions of each', () => {
  expect(versionsOf(functions, 'Refund')).toEqual([null, '2']);
  expect(versionsOf(functions, 'Nobody')).toEqual([]);
});

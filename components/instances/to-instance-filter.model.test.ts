import { expect, it } from 'vitest';
import { toInstanceFilter } from './to-instance-filter.model';

const NONE = {
  ...{ status: [], tag: [], name: null, prefix: null, text: null, version: null, kind: null },
  ...{ createdFrom: null, createdTo: null, find: null, cursor: null },
};

it('says only what is set, and neither where the page is nor what is looked for', () => {
  expect(toInstanceFilter({ ...NONE, cursor: 'c', find: 'ACME' })).toEqual({});
  expect(toInstanceFilter({ ...NONE, status: ['Failed'], name: 'Order', tag: ['a=b'], kind: 'root' })).toEqual({
    status: ['Failed'],
    name: 'Order',
    tag: ['a=b'],
    kind: 'root',
  });
});

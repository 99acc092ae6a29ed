import { describe, expect, it } from 'vitest';
import type { InstancePage, InstanceSummary } from '@/contract/instance';
import { forgottenRows, holdPage, patch } from './held-page.model';

const row = (instanceId: string, second: number, status: InstanceSummary['status'] = 'Running'): InstanceSummary => ({
  instanceId,
  name: 'HelloWorld',
  version: null,
  status,
  createdAt: new Date(Date.UTC(2026, 2, 1, 12, 0, second)).toISOString(),
  updatedAt: new Date(Date.UTC(2026, 2, 1, 12, 0, second)).toISOString(),
  completedAt: status === 'Running' ? null : '2026-03-01T13:00:00.000Z',
  waitingOn: null,
  customStatus: null,
  parentInstanceId: null,
  problem: null,
});
const page = (...instances: InstanceSummary[]): InstancePage => ({ instances, next: null, previous: null });
const ids = ({ instances }: InstancePage) => instances.map(({ instanceId }) => instanceId);

const reading = { undisturbed: false, expected: [] };
const away = { undisturbed: true, expected: [] };
const shown = page(row('b', 2), row('a', 1));

describe('holdPage, while somebody reads', () => {
  it('changes rows in place', () => {
    const held = holdPage(shown, page(row('b', 2, 'Completed'), row('a', 1)), reading);
    expect(held.page.instances[0]?.status).toBe('Completed');
  });

  it('moves no row, changes those it has, and counts what is newer', () => {
    const fresh = page(row('d', 4), row('c', 3), row('b', 2, 'Failed'), row('a', 1));
    const held = holdPage(shown, fresh, reading);
    expect(ids(held.page)).toEqual(['b', 'a']);
    expect(held.page.instances[0]?.status).toBe('Failed');
    expect(held.newer).toBe(2);
  });

  it('does not count older rows that moved up as new', () => {
    const held = holdPage(page(row('c', 3), row('b', 2)), page(row('b', 2), row('a', 1)), reading);
    expect(held.newer).toBe(0);
    expect(ids(held.page)).toEqual(['c', 'b']);
  });

  it('shows what the reader has started', () => {
    const held = holdPage(shown, page(row('c', 3), ...shown.instances), { ...reading, expected: ['c'] });
    expect(ids(held.page)).toEqual(['c', 'b', 'a']);
  });

  it('fills an empty list', () => {
    expect(ids(holdPage(page(), shown, reading).page)).toEqual(['b', 'a']);
  });
});

describe('holdPage, while nobody is disturbed', () => {
  it('lets a few in', () => {
    const held = holdPage(shown, page(row('c', 3), ...shown.instances), away);
    expect(ids(held.page)).toEqual(['c', 'b', 'a']);
    expect(held.newer).toBe(0);
  });

  it('holds a flood back', () => {
    const flood = [9, 8, 7, 6, 5, 4].map((second) => row(`n${second}`, second));
    const held = holdPage(shown, page(...flood, ...shown.instances), away);
    expect(ids(held.page)).toEqual(['b', 'a']);
    expect(held.newer).toBe(6);
  });
});

describe('forgottenRows', () => {
  it('names rows that may change and that the fresh page leaves out', () => {
    const held = page(row('c', 3), row('b', 2, 'Completed'), row('a', 1));
    expect(forgottenRows(held, page(row('c', 3))).map(({ instanceId }) => instanceId)).toEqual(['a']);
  });
});

describe('patch', () => {
  it('ignores versions of rows that are not there', () => {
    expect(ids(patch(shown, [row('z', 9)]))).toEqual(['b', 'a']);
  });
});

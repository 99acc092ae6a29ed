import { expect, it } from 'vitest';
import { NOTHING, togglePage, toggleRow } from './selection.model';

const rows = ['a', 'b', 'c', 'd'];
const idsOf = ({ ids }: { ids: ReadonlySet<string> }) => [...ids].sort();

it('selects rows one by one, and takes them back', () => {
  const one = toggleRow(NOTHING, 'b', rows, false);
  expect(idsOf(one)).toEqual(['b']);
  expect(idsOf(toggleRow(one, 'b', rows, false))).toEqual([]);
});

it('selects from the last row to this one, in either direction', () => {
  const third = toggleRow(NOTHING, 'c', rows, false);
  expect(idsOf(toggleRow(third, 'a', rows, true))).toEqual(['a', 'b', 'c']);
  expect(idsOf(toggleRow(third, 'd', rows, true))).toEqual(['c', 'd']);
});

it('begins a range anew where its beginning is gone from the screen', () => {
  const gone = toggleRow(NOTHING, 'x', ['x'], false);
  expect(idsOf(toggleRow(gone, 'b', rows, true))).toEqual(['b', 'x']);
});

it('selects the page, and takes it back', () => {
  const page = togglePage(NOTHING, rows);
  expect(idsOf(page)).toEqual(rows);
  expect(togglePage(page, rows)).toBe(NOTHING);
  expect(togglePage({ ...NOTHING, isAll: true }, rows)).toBe(NOTHING);
});

import { describe, expect, it } from 'vitest';
import { matchKeys, spellKey } from './key-press.model';
import { SHORTCUTS } from './shortcut-catalogue';

const press = (key: string, modifiers = {}) => ({ key, metaKey: false, ctrlKey: false, altKey: false, ...modifiers });

describe('spellKey', () => {
  it.each([
    [press('J'), 'j'],
    [press('?'), '?'],
    [press('k', { metaKey: true }), 'mod+k'],
    [press('k', { ctrlKey: true }), 'mod+k'],
    [press('Enter'), 'Enter'],
    [press('Shift'), null],
    [press('x', { altKey: true }), null],
  ])('%o', (event, spelled) => {
    expect(spellKey(event)).toBe(spelled);
  });
});

describe('matchKeys', () => {
  const bound = [
    { id: 'list', keys: ']' },
    { id: 'instances', keys: 'g i' },
    { id: 'instance', keys: ']' },
  ];

  it('runs what was bound last', () => {
    expect(matchKeys([']'], bound)).toEqual({ type: 'run', id: 'instance' });
  });

  it('waits for the rest of a sequence, then runs it', () => {
    expect(matchKeys(['g'], bound)).toEqual({ type: 'wait' });
    expect(matchKeys(['g', 'i'], bound)).toEqual({ type: 'run', id: 'instances' });
  });

  it('knows when nothing can come of it', () => {
    expect(matchKeys(['g', 'x'], bound)).toEqual({ type: 'none' });
  });
});

it('no two shortcuts of one place share their keys', () => {
  const taken = Object.values(SHORTCUTS).map(({ where, keys }) => `${where} ${keys}`);
  expect(new Set(taken).size).toBe(taken.length);
});

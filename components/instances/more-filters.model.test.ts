import { expect, it } from 'vitest';
import { fromDraft, toDraft } from './more-filters.model';

const EMPTY = { find: '', text: '', tags: '', version: '', createdFrom: '', createdTo: '', kind: '' } as const;

it('sets nothing where nothing was typed', () => {
  const { filter, problem } = fromDraft(EMPTY);
  expect(problem).toBeNull();
  expect(Object.values(filter).every((value) => value === null || value.length === 0)).toBe(true);
});

it('comes back as it was typed', () => {
  const draft = {
    ...EMPTY,
    find: ' ACME ',
    tags: 'team=blue, eu=a=b',
    createdFrom: '2026-01-31T08:30',
    kind: 'child' as const,
  };
  const { filter } = fromDraft(draft);
  expect(filter).toMatchObject({ find: ' ACME ', tag: ['team=blue', 'eu=a=b'], kind: 'child' });
  expect(toDraft(filter)).toEqual(draft);
});

it('says what is wrong', () => {
  expect(fromDraft({ ...EMPTY, tags: 'team' }).problem).toContain('name=value');
  expect(fromDraft({ ...EMPTY, createdFrom: '2026-02-01T00:00', createdTo: '2026-01-01T00:00' }).problem).toContain(
    'wrong way',
  );
});

import { expect, test } from 'vitest';
import { retentionRuleBodySchema } from '@/contract/retention';
import { draftOf, EMPTY_RULE, problemsOf, type RuleDraft, sentenceOf, toRule } from './rule-draft.model';

const draft: RuleDraft = { ...EMPTY_RULE, name: ' Old orders ', orchestrator: 'Order', tagKey: 'team', tagValue: 'x' };

test('a draft becomes a rule that the API takes, and a rule becomes the same draft again', () => {
  const rule = toRule(draft);
  expect(retentionRuleBodySchema.parse(rule)).toEqual({
    name: 'Old orders',
    statuses: ['Completed'],
    orchestrator: 'Order',
    tag: { key: 'team', value: 'x' },
    keepMs: 30 * 24 * 3_600_000,
    isPaused: false,
  });
  const stored = { ruleId: '', createdAt: '', updatedAt: '', lastRunAt: null, purged: 0 };
  expect(rule && draftOf({ ...rule, ...stored })).toEqual({ ...draft, name: 'Old orders' });
});

test.each([
  [{ name: ' ' }, 'name'],
  [{ statuses: [] }, 'statuses'],
  [{ keep: '0' }, 'keep'],
  [{ keep: '1.5' }, 'keep'],
  [{ keep: '-1' }, 'keep'],
  [{ tagKey: '', tagValue: 'x' }, 'tagKey'],
] as [Partial<RuleDraft>, string][])('%j is refused at %s', (part, field) => {
  expect(Object.keys(problemsOf({ ...draft, ...part }))).toEqual([field]);
  expect(toRule({ ...draft, ...part })).toBeNull();
});

test.each([
  [{ keep: '1', unit: 'days' }, 'Completed · Order · team = x · 1 day after the end'],
  [
    { keep: '36', unit: 'hours', orchestrator: '', tagKey: '', tagValue: '' },
    'Completed · any orchestrator · 36 hours after the end',
  ],
] as [Partial<RuleDraft>, string][])('%j reads as %s', (part, sentence) => {
  const rule = toRule({ ...draft, ...part });
  expect(rule && sentenceOf(rule)).toBe(sentence);
});

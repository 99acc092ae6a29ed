/** A retention rule as somebody writes it. */
import type { RetentionRule, RetentionRuleBody } from '@/contract/retention';
import type { TerminalStatus } from '@/contract/runtime-status';

const MINUTE = 60_000;

/** The units that a time is given in, the largest first. */
export const UNITS = [
  { id: 'days', ms: 24 * 60 * MINUTE },
  { id: 'hours', ms: 60 * MINUTE },
  { id: 'minutes', ms: MINUTE },
] as const;

type Unit = (typeof UNITS)[number]['id'];

export type RuleDraft = {
  name: string;
  statuses: readonly TerminalStatus[];
  /** Empty: of any orchestrator. */
  orchestrator: string;
  tagKey: string;
  tagValue: string;
  keep: string;
  unit: Unit;
  isPaused: boolean;
};

export const EMPTY_RULE: RuleDraft = {
  name: '',
  statuses: ['Completed'],
  orchestrator: '',
  tagKey: '',
  tagValue: '',
  keep: '30',
  unit: 'days',
  isPaused: false,
};

export function draftOf(rule: RetentionRule): RuleDraft {
  const unit = UNITS.find(({ ms }) => rule.keepMs % ms === 0) ?? UNITS[2];
  const { name, statuses, orchestrator, tag, keepMs, isPaused } = rule;
  return {
    ...{ name, isPaused, unit: unit.id },
    statuses: statuses as readonly TerminalStatus[],
    orchestrator: orchestrator ?? '',
    tagKey: tag?.key ?? '',
    tagValue: tag?.value ?? '',
    keep: String(keepMs / unit.ms),
  };
}

/** What is wrong with the draft, by field. */
export function problemsOf({
  name,
  statuses,
  keep,
  tagKey,
  tagValue,
}: RuleDraft): Partial<Record<keyof RuleDraft, string>> {
  const isNumber = /^\d{1,5}$/.test(keep.trim()) && Number(keep) > 0;
  return {
    ...(name.trim() === '' && { name: 'The rule needs a name.' }),
    ...(statuses.length === 0 && { statuses: 'Choose one at least.' }),
    ...(!isNumber && { keep: 'A whole number from 1 to 99,999.' }),
    ...(tagKey.trim() === '' && tagValue !== '' && { tagKey: 'A value needs the tag that has it.' }),
  };
}

/** Null where something is wrong with the draft. */
export function toRule(draft: RuleDraft): RetentionRuleBody | null {
  if (Object.keys(problemsOf(draft)).length > 0) return null;
  const { name, statuses, orchestrator, tagKey, tagValue, keep, isPaused } = draft;
  const unitMs = UNITS.find(({ id }) => id === draft.unit)?.ms ?? MINUTE;
  return {
    name: name.trim(),
    statuses: [...statuses],
    orchestrator: orchestrator === '' ? null : orchestrator,
    tag: tagKey.trim() === '' ? null : { key: tagKey.trim(), value: tagValue },
    keepMs: Number(keep) * unitMs,
    isPaused,
  };
}

/** The rule in a sentence. */
export function sentenceOf({ statuses, orchestrator, tag, keepMs }: RetentionRuleBody): string {
  const unit = UNITS.find(({ ms }) => keepMs % ms === 0) ?? UNITS[2];
  const count = keepMs / unit.ms;
  const span = `${count} ${count === 1 ? unit.id.slice(0, -1) : unit.id}`;
  const which = [
    statuses.join(', '),
    orchestrator ?? 'any orchestrator',
    tag === null ? null : `${tag.key} = ${tag.value}`,
  ];
  return `${which.filter((part) => part !== null).join(' · ')} · ${span} after the end`;
}

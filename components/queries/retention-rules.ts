import { type RetentionPreview, type RetentionRuleBody, retentionPreviewSchema } from '@/contract/retention';
import { api } from '../urls';
import { deletion, fetchJson, jsonPost, sendCommand } from './fetch-json';

/** Adds a rule, or puts one in the place of that with this id. */
export function saveRule(ruleId: string | null, rule: RetentionRuleBody): Promise<void> {
  if (ruleId === null) return sendCommand(api.retention(), jsonPost(rule));
  return sendCommand(api.retentionRule(ruleId), { ...jsonPost(rule), method: 'PUT' });
}

export function removeRule(ruleId: string): Promise<void> {
  return sendCommand(api.retentionRule(ruleId), deletion());
}

/** What the rule would purge now. */
export function previewRule(rule: RetentionRuleBody): Promise<RetentionPreview> {
  return fetchJson(retentionPreviewSchema, api.retentionPreview(), jsonPost(rule));
}

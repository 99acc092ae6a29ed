import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Retention,
  type RetentionPreview,
  retentionPreviewSchema,
  retentionRuleBodySchema,
  retentionSchema,
} from '@/contract/retention';
import { json } from '../answers';
import { Refusal } from '../refusal';
import { apiHandler } from './api-route';

const RUNS = 50;
const PREVIEW_CAP = 1_001;
const SAMPLE = 5;

const rule = z.object({ id: z.uuid() });
const created = z.object({ ruleId: z.uuid() });

export const getRetention = apiHandler({
  tag: 'Operations',
  summary: 'Retention rules, and what went by them',
  description: 'Without rules nothing goes by itself.',
  answers: { 200: { description: 'All rules, and the newest runs that purged something.', schema: retentionSchema } },
  handle: async (_received, { operations }) => {
    const [rules, runs] = await Promise.all([operations.listRules(), operations.listRuns(RUNS)]);
    return json({ rules, runs } satisfies Retention);
  },
});

export const addRetentionRule = apiHandler({
  tag: 'Operations',
  summary: 'Add a retention rule',
  description: 'It is applied within about a minute, by one node, unless it is paused.',
  body: retentionRuleBodySchema,
  answers: { 201: { description: 'The rule is there.', schema: created } },
  handle: async ({ body }, { operations }) => {
    const ruleId = randomUUID();
    await operations.addRule(ruleId, body);
    return json({ ruleId }, { status: 201 });
  },
});

export const changeRetentionRule = apiHandler({
  tag: 'Operations',
  summary: 'Change a retention rule',
  description: 'All of it: also whether it is paused.',
  params: rule,
  body: retentionRuleBodySchema,
  answers: { 204: { description: 'The rule has changed.' } },
  problems: ['not-found'],
  handle: async ({ params, body }, { operations }) => {
    if (!(await operations.changeRule(params.id, body))) throw notThere();
    return new Response(null, { status: 204 });
  },
});

export const removeRetentionRule = apiHandler({
  tag: 'Operations',
  summary: 'Delete a retention rule',
  description: 'What it purged stays purged.',
  params: rule,
  answers: { 204: { description: 'The rule is gone.' } },
  problems: ['not-found'],
  handle: async ({ params }, { operations }) => {
    if (!(await operations.removeRule(params.id))) throw notThere();
    return new Response(null, { status: 204 });
  },
});

export const previewRetentionRule = apiHandler({
  tag: 'Operations',
  summary: 'What a retention rule would purge now',
  description: 'Nothing is purged.',
  body: retentionRuleBodySchema,
  answers: { 200: { description: 'How many, and some of them.', schema: retentionPreviewSchema } },
  handle: async ({ body }, { operations }) => {
    const expired = await operations.listExpired(body, PREVIEW_CAP);
    const sample = expired.slice(0, SAMPLE).map(({ depth: _, ...instance }) => instance);
    return json({ count: expired.length, cap: PREVIEW_CAP, sample } satisfies RetentionPreview);
  },
});

function notThere(): Refusal {
  return new Refusal('not-found', 'There is no such rule.');
}

import { findingListSchema } from '@/contract/repair';
import { json } from '../answers';
import { apiHandler } from './api-route';

const LISTED = 200;

export const listFindings = apiHandler({
  tag: 'Operations',
  summary: 'What should be impossible and was found all the same',
  description: 'What is still there comes first. What was mended is kept for seven days.',
  answers: { 200: { description: 'The findings.', schema: findingListSchema } },
  handle: async (_received, { operations }) => json({ findings: await operations.listFindings(LISTED) }),
});

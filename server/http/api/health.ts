import { z } from 'zod';
import { json } from '../answers';
import { Refusal } from '../refusal';
import { apiHandler } from './api-route';

export const getLiveness = apiHandler({
  tag: 'Operations',
  summary: 'Whether the process lives',
  description: 'Says nothing of the database: its absence is no reason to restart.',
  answers: { 200: { description: 'It answers at all.', schema: z.object({ status: z.literal('live') }) } },
  handle: () => json({ status: 'live' }),
});

export const getReadiness = apiHandler({
  tag: 'Operations',
  summary: 'Whether requests can be served',
  description: 'Not while the process starts or stops, nor while the database does not answer.',
  answers: { 200: { description: 'They can.', schema: z.object({ status: z.literal('ready') }) } },
  problems: ['not-ready', 'database-unavailable'],
  handle: async (_received, { health }) => {
    const readiness = await health.readiness();
    if (readiness === 'ready') return json({ status: 'ready' });
    if (readiness === 'no-database') throw new Refusal('database-unavailable', 'Ask again in a few seconds.');
    throw new Refusal('not-ready', `Ask again in a moment: ${readiness}.`);
  },
});

import { expect, it } from 'vitest';
import { RUNTIME_STATUSES } from '@/contract/runtime-status';
import { actionsFor } from './instance-action';
import { refusal } from './refusal.model';

it.each(RUNTIME_STATUSES)('%s: what stands in the open can be done', (status) => {
  for (const action of actionsFor(status).buttons) expect(refusal(status, action)).toBeNull();
});

it('puts rewinding first for what has failed', () => {
  expect(actionsFor('Failed').buttons).toEqual(['rewind', 'restart', 'purge']);
});

it('offers to resume what is suspended', () => {
  expect(actionsFor('Suspended').buttons).toContain('resume');
});

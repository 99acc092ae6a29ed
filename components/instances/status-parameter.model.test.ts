import { describe, expect, it } from 'vitest';
import { RUNTIME_STATUSES } from '@/contract/runtime-status';
import { parseStatus, serializeStatus, toggleStatus } from './status-parameter.model';

describe('the status in the URL', () => {
  it.each(RUNTIME_STATUSES)('%s survives the way there and back', (status) => {
    expect(parseStatus(serializeStatus(status))).toBe(status);
  });

  it('is read in any case, and refused when it is none', () => {
    expect(parseStatus('FAILED ')).toBe('Failed');
    expect(parseStatus('broken')).toBeNull();
  });
});

describe('toggleStatus', () => {
  it('adds and takes away', () => {
    expect(toggleStatus(['Failed'], 'Running')).toEqual(['Running', 'Failed']);
    expect(toggleStatus(['Running', 'Failed'], 'Running')).toEqual(['Failed']);
  });
});

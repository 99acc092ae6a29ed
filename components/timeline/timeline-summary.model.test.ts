import { expect, it } from 'vitest';
import { testTask } from './test-task';
import { summary } from './timeline-summary.model';

it('says that there is nothing', () => {
  expect(summary([])).toBe('No tasks yet');
});

it('counts by kind, and what failed', () => {
  const tasks = [testTask(1), testTask(2, { outcome: 'failed' }), testTask(3, { kind: 'timer' })];
  expect(summary(tasks)).toBe('2 activities, 1 timer · 1 failed');
});

import { expect, test } from 'vitest';
import { attentionTiles } from './attention.model';

const quiet = {
  failed: 0,
  failedBefore: 3,
  heldBack: 0,
  workItemsHeldBack: 0,
  humanTasks: 0,
  suspended: 0,
  findings: [],
};

const finding = {
  kind: 'lost-timer' as const,
  partitionId: 0,
  instanceId: 'one',
  taskId: 1,
  detail: 'Timer #1 is pending, but has no row.',
  foundAt: '2026-01-01T00:00:00.000Z',
  lastSeenAt: '2026-01-01T00:00:00.000Z',
};

test('where nothing is wrong, nothing calls for attention', () => {
  expect(attentionTiles({ attention: quiet }, '24 h').map(({ tone }) => tone)).toEqual(Array(5).fill('calm'));
});

test('counts what waits, says what it is compared with, and where it ended', () => {
  const attention = { ...quiet, failed: 10_001, heldBack: 1, workItemsHeldBack: 2, suspended: 4 };
  const tiles = attentionTiles({ attention }, '7 days');
  expect(tiles.map(({ count, tone }) => `${count} ${tone}`)).toEqual([
    '10,000+ bad',
    '3 bad',
    '0 calm',
    '0 calm',
    '4 wait',
  ]);
  expect(tiles[0]).toMatchObject({ note: 'of the last 7 days; 3 before', href: '/instances?status=failed' });
});

test('a finding that was mended needs nobody', () => {
  const findings = [
    { ...finding, mendedAt: null },
    { ...finding, mendedAt: finding.foundAt },
  ];
  expect(attentionTiles({ attention: { ...quiet, findings } }, '1 h')[2]).toMatchObject({ count: '1', tone: 'bad' });
});

import { describe, expect, it } from 'vitest';
import { historyRows, matchingRows } from './history-rows.model';
import { testEvent } from './test-event';

const rows = historyRows([
  testEvent({ seq: 0, turn: 1, at: '2026-03-01T12:00:00.000Z', name: 'Hello' }),
  testEvent({ seq: 1, turn: 1, at: '2026-03-01T12:00:00.004Z', type: 'TaskScheduled', taskId: 1, name: 'Say' }),
  testEvent({ seq: 2, turn: 2, at: '2026-03-01T12:00:01.004Z', type: 'TaskCompleted', taskId: 1 }),
]);

describe('historyRows', () => {
  it('marks where turns begin', () => {
    expect(rows.map(({ opensTurn }) => opensTurn)).toEqual([true, false, true]);
  });

  it('measures from event to event', () => {
    expect(rows.map(({ sinceMs }) => sinceMs)).toEqual([null, 4, 1000]);
  });

  it('lends the end of a task its name', () => {
    expect(rows.map(({ name }) => name)).toEqual(['Hello', 'Say', 'Say']);
  });
});

describe('matchingRows', () => {
  it.each([
    ['', [0, 1, 2]],
    ['task', [1, 2]],
    ['#1', [1, 2]],
    ['SAY', [1, 2]],
    ['nothing', []],
  ])('%s', (text, found) => {
    expect(matchingRows(rows, text).map(({ event }) => event.seq)).toEqual(found);
  });
});

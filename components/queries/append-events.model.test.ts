import { describe, expect, it } from 'vitest';
import { testEvent } from '../history/test-event';
import { appendEvents } from './append-events.model';

describe('appendEvents', () => {
  const history = [testEvent({ seq: 0 }), testEvent({ seq: 1 })];

  it('adds what follows the last event', () => {
    expect(appendEvents(history, [testEvent({ seq: 2 })]).map((event) => event.seq)).toEqual([0, 1, 2]);
  });

  it('drops what it already has', () => {
    const page = [testEvent({ seq: 1 }), testEvent({ seq: 2 })];
    expect(appendEvents(history, page).map((event) => event.seq)).toEqual([0, 1, 2]);
  });

  it('gives the same array for a page without news', () => {
    expect(appendEvents(history, [testEvent({ seq: 0 })])).toBe(history);
  });
});

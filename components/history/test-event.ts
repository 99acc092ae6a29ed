import type { HistoryEventView } from '@/contract/history-event';

const EMPTY: HistoryEventView = {
  seq: 0,
  turn: 1,
  type: 'ExecutionStarted',
  at: '2026-03-01T12:00:00.000Z',
  taskId: null,
  name: null,
  callSite: null,
  deployment: null,
  actor: null,
  awaiting: null,
  durationMs: null,
  payloadBytes: null,
  detail: null,
};

/** A history event for tests: what is given, on an otherwise empty first event. */
export function testEvent(given: Partial<HistoryEventView>): HistoryEventView {
  return { ...EMPTY, ...given };
}

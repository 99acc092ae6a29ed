import type { HistoryEventView } from '@/contract/history-event';
import { entityName } from '../waiting/entity-name.model';
import { eventDetail } from './event-detail.model';

export type HistoryRow = {
  event: HistoryEventView;
  /** The event's own name, or that of the task it ends. */
  name: string | null;
  /** The first of its turn: a line is drawn above it. */
  opensTurn: boolean;
  /** Milliseconds since the event before it; null at the first. */
  sinceMs: number | null;
};

/** The rows of the history table, with what each one knows of the one before it. */
export function historyRows(events: readonly HistoryEventView[]): HistoryRow[] {
  const names = new Map<number, string>();
  return events.map((event, index) => {
    const before = events[index - 1];
    const name = ownName(event);
    if (event.taskId !== null && name !== null) names.set(event.taskId, name);
    return {
      event,
      name: name ?? names.get(event.taskId ?? -1) ?? null,
      opensTurn: before?.turn !== event.turn,
      sinceMs: before === undefined ? null : Date.parse(event.at) - Date.parse(before.at),
    };
  });
}

/** What an event calls itself: operations of entities together with the entity, locks by all that they lock. */
function ownName(event: HistoryEventView): string | null {
  const { instanceId, entities } = eventDetail(event);
  if (entities !== undefined) return entities.map(entityName).join(', ');
  if (event.name === null || instanceId === undefined || !instanceId.startsWith('@')) return event.name;
  return `${entityName(instanceId)} ${event.name}`;
}

/** The rows whose type, name, task or call site holds the text. */
export function matchingRows(rows: readonly HistoryRow[], text: string): readonly HistoryRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter(({ name, event: { type, taskId, callSite, actor } }) =>
    [type, name, taskId === null ? null : `#${taskId}`, callSite, actor?.name].some((part) =>
      part?.toLowerCase().includes(wanted),
    ),
  );
}

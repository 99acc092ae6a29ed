import type { HistoryEventView } from '@/contract/history-event';
import type { Output } from './output';

const HEAD = ['SEQ', 'AT', 'EVENT', 'TASK', 'NAME', 'TOOK', 'BY', 'MORE'];

/** Prints events as they come. */
export async function showHistory(out: Output, pages: AsyncIterable<HistoryEventView[]>): Promise<void> {
  let head: readonly string[] = HEAD;
  for await (const events of pages) {
    for (const event of out.isJson ? events : []) out.result(event, () => undefined);
    if (!out.isJson) out.table(head, events.map(rowOf));
    head = [];
  }
}

function rowOf({ seq, at, type, taskId, name, durationMs, actor, detail }: HistoryEventView): string[] {
  const took = durationMs === null ? '' : `${Math.round(durationMs)} ms`;
  const by = actor === null ? '' : `${actor.name} (${actor.via})`;
  return [String(seq), at, type, taskId === null ? '' : `#${taskId}`, name ?? '', took, by, moreOf(detail)];
}

const MORE_LENGTH = 80;

function moreOf(detail: HistoryEventView['detail']): string {
  if (detail === null) return '';
  const { reason, failure, fireAt, status } = detail;
  if (typeof reason === 'string') return reason;
  if (typeof failure === 'object' && failure !== null && 'message' in failure) return String(failure.message);
  if (typeof fireAt === 'number') return new Date(fireAt).toISOString();
  if (typeof status === 'string') return status;
  const text = JSON.stringify(detail);
  return text.length > MORE_LENGTH ? `${text.slice(0, MORE_LENGTH - 1)}…` : text;
}

/** Replays a history on fresh code. */
import { Execution } from '../engine/execution';
import type { HistoryEvent } from '../engine/history';
import type { AnyOrchestrator } from '../engine/orchestrator';
import type { InstanceRecord } from '../engine/outcome';
import type { Agreement } from '../engine/recorder';
import { replay } from '../engine/turn';
import { runInRounds } from '../hub/rounds';

/** Gives what the code did beyond its history. Rejects with a `NonDeterminismError` where it did something else before. */
export async function replayEvents(
  definition: AnyOrchestrator,
  record: InstanceRecord,
  history: { events: HistoryEvent[]; agrees: Agreement },
): Promise<HistoryEvent[]> {
  const fresh = { ...record, status: 'Pending' as const, completedAt: null, problem: null };
  const execution = new Execution(definition, fresh, { isNew: false, replaces: null });
  const ended = await runInRounds(new Map([['', replay(execution, history.events, history.agrees)]]));
  for (const replayed of ended.values()) if (!replayed.ok) throw replayed.error;
  return execution.endTurn().events;
}

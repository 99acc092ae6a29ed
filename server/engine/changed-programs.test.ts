/** Code that changed under an instance either does what history says, or is found out: it never goes its own way unseen. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Execution } from './execution';
import type { HistoryEvent } from './history';
import { isIncoming } from './incoming-fact';
import { NonDeterminismError } from './non-determinism-error';
import type { AnyOrchestrator } from './orchestrator';
import { edited, edits } from './testing/edit';
import { performing } from './testing/perform';
import { play, retell } from './testing/play';
import { programs, weathers } from './testing/program';
import { bothStyles } from './testing/scenario';
import { drained, newRecord } from './testing/test-instance';
import { replay } from './turn';

const PATIENCE_MS = 60_000;

test('P6. a changed program is found out by its replay exactly where it lives another life', {
  timeout: PATIENCE_MS,
}, async () => {
  const kinds = { found: 0, unseen: 0 };
  const property = fc.asyncProperty(programs, weathers, edits, fc.nat(100), async (program, weather, edit, percent) => {
    const before = bothStyles(performing(program));
    const after = bothStyles(performing(edited(program, edit)));
    for (const [index, [, orchestrator]] of before.entries()) {
      const changed = after[index]?.[1] ?? orchestrator;
      const { turns } = await play(orchestrator, weather);
      const kept = turns.slice(0, Math.ceil((turns.length * percent) / 100));
      const history = kept.flatMap(({ result }) => result.outcome.events);
      const messages = kept.flatMap(({ input }) => input.messages.map((message) => [message]));
      const { history: other } = await retell(changed, messages);
      const isSame = goesOn(history, other);
      kinds[isSame ? 'unseen' : 'found'] += 1;
      expect(await isReplayedBy(changed, history)).toBe(isSame);
    }
  });
  await fc.assert(property, { numRuns: 200 });
  expect(kinds.found).toBeGreaterThan(20);
  expect(kinds.unseen).toBeGreaterThan(20);
});

async function isReplayedBy(orchestrator: AnyOrchestrator, history: HistoryEvent[]): Promise<boolean> {
  const execution = new Execution(orchestrator, newRecord(), { isNew: false, replaces: null });
  try {
    await drained(replay(execution, structuredClone(history)));
    return true;
  } catch (error) {
    if (error instanceof NonDeterminismError) return false;
    throw error;
  }
}

/** True where the other life is the same so far, whatever the code did beyond. */
function goesOn(history: readonly HistoryEvent[], other: readonly HistoryEvent[]): boolean {
  const isSame = history.every((event, index) => essence(event) === essence(other[index]));
  return isSame && !other.slice(history.length).some(isIncoming);
}

function essence(event: HistoryEvent | undefined): string {
  if (event === undefined) return '';
  const name = 'name' in event ? event.name.toLowerCase() : '';
  return `${event.type} ${name} ${'taskId' in event ? event.taskId : ''}`;
}

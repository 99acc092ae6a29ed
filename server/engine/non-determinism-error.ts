/** The code does not do what its history says it did. */
import type { HistoryEvent, HistoryFact } from './history';

export class NonDeterminismError extends Error {
  override name = 'NonDeterminismError';

  constructor(
    /** What history says came next; null where it says that the code waited. */
    readonly expected: HistoryEvent | null,
    /** What the code did instead; null where it did nothing. */
    readonly actual: HistoryFact | null,
  ) {
    super(
      `History and code disagree: history has ${describe(expected)}, the code ${actual ? `did ${describe(actual)}` : 'did not get there'}.`,
    );
  }
}

function describe(fact: HistoryFact | null): string {
  if (fact === null) return 'nothing more in this turn';
  const name = 'name' in fact ? ` '${fact.name}'` : '';
  const task = 'taskId' in fact && fact.taskId !== undefined ? ` #${fact.taskId}` : '';
  const site = 'callSite' in fact && fact.callSite !== undefined ? ` at ${fact.callSite}` : '';
  return `${fact.type}${name}${task}${site}`;
}

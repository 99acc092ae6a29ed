/** The code does not do what its history says it did. */
import type { HistoryEvent, HistoryFact } from './history';

/** Where in the code a call was made, as far as that is known. */
export type CallSites = { expected?: string | undefined; actual?: string | undefined };

export class NonDeterminismError extends Error {
  override name = 'NonDeterminismError';

  constructor(
    /** What history says came next; null where it says that the code waited. */
    readonly expected: HistoryEvent | null,
    /** What the code did instead; null where it did nothing. */
    readonly actual: HistoryFact | null,
    readonly callSites: CallSites = { expected: callSiteOf(expected), actual: callSiteOf(actual) },
  ) {
    super(
      `History and code disagree: history has ${describe(expected, callSites.expected)}, the code ${
        actual ? `did ${describe(actual, callSites.actual)}` : 'did not get there'
      }.`,
    );
  }
}

function callSiteOf(fact: HistoryFact | null): string | undefined {
  return fact !== null && 'callSite' in fact ? fact.callSite : undefined;
}

function describe(fact: HistoryFact | null, callSite: string | undefined): string {
  if (fact === null) return 'nothing more in this turn';
  const name = 'name' in fact ? ` '${fact.name}'` : '';
  const task = 'taskId' in fact && fact.taskId !== undefined ? ` #${fact.taskId}` : '';
  const target = 'instanceId' in fact ? ` for '${fact.instanceId}'` : '';
  return `${fact.type}${name}${task}${target}${callSite === undefined ? '' : ` at ${callSite}`}`;
}

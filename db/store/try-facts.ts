/** What a call said about how its activity is to be run, as a work item keeps it. */
import type { WorkItemFacts } from '@/server/engine/outcome';

/** JSON text; null where the call said nothing. */
export function tryFactsText({ attempt, firstTaskId, tags, trace }: WorkItemFacts): string | null {
  if (attempt === undefined && firstTaskId === undefined && tags === undefined && trace === undefined) return null;
  return JSON.stringify({ attempt, firstTaskId, tags, trace });
}

/** The way back. */
export function toTryFacts(text: string | null): WorkItemFacts {
  return text === null ? {} : (JSON.parse(text) as WorkItemFacts);
}

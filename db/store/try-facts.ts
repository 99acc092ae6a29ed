/** What a call said about how its activity is to be run, as a work item keeps it. */
import type { TryFacts } from '@/server/engine/history';

/** JSON text; null where the call said nothing. */
export function tryFactsText({ attempt, firstTaskId, tags }: TryFacts): string | null {
  if (attempt === undefined && firstTaskId === undefined && tags === undefined) return null;
  return JSON.stringify({ attempt, firstTaskId, tags });
}

/** The way back. */
export function toTryFacts(text: string | null): TryFacts {
  return text === null ? {} : (JSON.parse(text) as TryFacts);
}

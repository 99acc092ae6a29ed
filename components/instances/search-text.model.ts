import type { RuntimeStatus } from '@/contract/runtime-status';
import { parseStatus } from './status-parameter.model';

export type SearchTerms = { name: string | null; status: RuntimeStatus[]; id: string };

/**
 * Reads what was typed into the search box: `name:Refund status:running,failed 8f3c`.
 * What is no known filter belongs to the id.
 */
export function readSearch(text: string): SearchTerms {
  const terms: SearchTerms = { name: null, status: [], id: '' };
  const rest: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const [, key, value = ''] = /^(name|status):(.+)$/i.exec(word) ?? [];
    const statuses = key?.toLowerCase() === 'status' ? value.split(',').map(parseStatus) : [];
    if (key?.toLowerCase() === 'name') terms.name = value;
    else if (statuses.length > 0 && !statuses.includes(null))
      terms.status.push(...statuses.filter((status) => status !== null));
    else rest.push(word);
  }
  return { ...terms, id: rest.join(' ') };
}

/** Whether the text holds filters, so that it is no part of an id and must not be searched for as one. */
export function holdsFilters(text: string): boolean {
  return /(^|\s)(name|status):/i.test(text);
}

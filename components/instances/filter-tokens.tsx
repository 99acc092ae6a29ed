'use client';

import { X } from 'lucide-react';
import { Button } from '../ui/button';
import { filterTerms } from './filter-terms';
import type { ListFilterState } from './use-list-filter';

/** Filters that have their own place in the bar need no token. */
const ELSEWHERE = new Set(['status', 'name', 'prefix']);

/** The other filters that hold, each to be taken away. */
export function FilterTokens({ list }: { list: ListFilterState }) {
  return filterTerms(list.filter)
    .filter(({ key }) => !ELSEWHERE.has(key))
    .map(({ key, label, value }) => (
      <Button
        key={key}
        className="max-w-64"
        aria-label={`Remove the filter ${label} ${value}`}
        onClick={() => list.refine({ [key]: null })}
      >
        <span className="font-normal text-faint">{label}</span>
        <span className="truncate">{value}</span>
        <X aria-hidden className="text-faint" />
      </Button>
    ));
}

import { SearchX } from 'lucide-react';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { filterTerms } from './filter-terms';
import type { ListFilterState } from './use-list-filter';

/** What the list shows when its filters leave nothing: which they are, and the way out. */
export function NoMatch({ list }: { list: ListFilterState }) {
  const terms = filterTerms(list.filter);
  return (
    <EmptyState icon={SearchX} title="No instance matches">
      {terms.length > 0 && (
        <dl className="grid grid-cols-[auto_auto] gap-x-3 gap-y-1 text-left">
          {terms.map(({ key, label, value }) => (
            <div key={key} className="contents">
              <dt className="text-faint">{label}</dt>
              <dd className="break-all text-ink">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <Button onClick={list.clear}>Clear the filters</Button>
    </EmptyState>
  );
}

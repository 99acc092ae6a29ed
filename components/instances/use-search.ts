import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { instanceQuery } from '../queries/instance-query';
import { pages } from '../urls';
import { holdsFilters, readSearch } from './search-text.model';
import type { ListFilterState } from './use-list-filter';

const TYPING_MS = 250;

/** The text of the search box, and what it does to the list. */
export function useSearch(list: ListFilterState) {
  const router = useRouter();
  const client = useQueryClient();
  const { prefix } = list.filter;
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const type = (text: string) => {
    setDraft(text);
    clearTimeout(timer.current);
    if (holdsFilters(text)) return;
    timer.current = setTimeout(() => {
      list.refine({ prefix: text.trim() || null }, true);
      setDraft(null);
    }, TYPING_MS);
  };

  const submit = async () => {
    clearTimeout(timer.current);
    const { name, status, id } = readSearch(draft ?? prefix ?? '');
    const isFilter = name !== null || status.length > 0;
    const found = !isFilter && id !== '' && (await client.fetchQuery(instanceQuery(id)).catch(() => null)) !== null;
    if (found) return router.push(pages.instance(id));
    list.refine({ prefix: id || null, ...(name !== null && { name }), ...(status.length > 0 && { status }) });
    setDraft(null);
  };

  return { text: draft ?? prefix ?? '', type, submit };
}

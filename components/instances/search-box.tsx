'use client';

import { Search } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { useShortcut } from '../shortcuts/use-shortcut';
import { inputStyle } from '../ui/input-style';
import { ShortcutKeys } from '../ui/shortcut-keys';
import type { ListFilterState } from './use-list-filter';
import { useSearch } from './use-search';

/** Filters by the beginning of the id while one types; Enter on a whole id opens that instance. */
export function SearchBox({ list }: { list: ListFilterState }) {
  const input = useRef<HTMLInputElement>(null);
  const { text, type, submit } = useSearch(list);
  useShortcut('search', () => input.current?.select());
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') void submit();
    if (event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <div className="relative w-60 phone:w-auto phone:min-w-0 phone:flex-1">
      <Search aria-hidden className="-translate-y-1/2 absolute top-1/2 left-2.5 size-3.5 text-faint" />
      <input
        ref={input}
        type="search"
        aria-label="Search by instance id"
        placeholder="Instance id"
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        className={`${inputStyle} peer h-7 py-0! pl-8! text-xs! phone:h-11 phone:text-[16px]! [&::-webkit-search-cancel-button]:hidden`}
      />
      <span
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-1.5 flex peer-focus:hidden"
      >
        <ShortcutKeys keys="/" />
      </span>
    </div>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Search, X } from 'lucide-react';
import { useRef } from 'react';
import { functionListQuery } from '../queries/function-list-query';
import { useShortcut } from '../shortcuts/use-shortcut';
import { Button } from '../ui/button';
import { inputStyle } from '../ui/input-style';
import { Menu, MenuChoice } from '../ui/menu';
import type { EntityFilterState } from './use-entity-filter';

const ANY = '';

/** What narrows the list of entities down, in one line. */
export function EntityFilterBar({ list }: { list: EntityFilterState }) {
  const input = useRef<HTMLInputElement>(null);
  const { name, prefix } = list.filter;
  useShortcut('search', () => input.current?.select());
  return (
    <search aria-label="Filter entities" className="flex min-w-0 flex-wrap items-center gap-2">
      <div className="relative w-60 phone:min-w-0 phone:flex-1">
        <Search aria-hidden className="-translate-y-1/2 absolute top-1/2 left-2.5 size-3.5 text-faint" />
        <input
          ref={input}
          type="search"
          aria-label="Search by key"
          placeholder="Key"
          value={prefix ?? ''}
          onChange={(event) => list.refine({ prefix: event.target.value || null }, true)}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          className={`${inputStyle} h-7 py-0! pl-8! text-xs! phone:h-11 phone:text-[16px]!`}
        />
      </div>
      <EntityNameFilter name={name} onChange={(chosen) => list.refine({ name: chosen })} />
      {list.isFiltered && (
        <Button intent="quiet" onClick={list.clear}>
          <X aria-hidden />
          Clear
        </Button>
      )}
    </search>
  );
}

function EntityNameFilter({ name, onChange }: { name: string | null; onChange: (name: string | null) => void }) {
  const { data } = useQuery(functionListQuery());
  const served = data?.entities.map((entity) => entity.name.toLowerCase()) ?? [];
  const names = name === null || served.includes(name) ? served : [name, ...served];
  return (
    <Menu
      align="start"
      trigger={
        <Button className="max-w-56">
          <span className="font-normal text-faint">Entity</span>
          <span className="truncate">{name ?? 'All'}</span>
          <ChevronDown aria-hidden className="text-faint" />
        </Button>
      }
    >
      <MenuChoice
        label="Entity"
        value={name ?? ANY}
        onChange={(value) => onChange(value === ANY ? null : value)}
        options={[{ value: ANY, text: 'All' }, ...names.map((value) => ({ value, text: value }))]}
      />
    </Menu>
  );
}

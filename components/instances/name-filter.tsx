'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { functionListQuery } from '../queries/function-list-query';
import { orchestratorNames } from '../start/orchestrator-names.model';
import { Button } from '../ui/button';
import { Menu, MenuChoice } from '../ui/menu';
import type { ListFilterState } from './use-list-filter';

const ANY = '';

/** Chooses one orchestrator, or all of them. */
export function NameFilter({ list }: { list: ListFilterState }) {
  const { data } = useQuery(functionListQuery());
  const { name } = list.filter;
  const served = data === undefined ? [] : orchestratorNames(data);
  const names = name === null || served.includes(name) ? served : [name, ...served];
  return (
    <Menu
      align="start"
      trigger={
        <Button className="max-w-56">
          <span className="font-normal text-faint">Name</span>
          <span className="truncate">{name ?? 'All'}</span>
          <ChevronDown aria-hidden className="text-faint" />
        </Button>
      }
    >
      <MenuChoice
        label="Orchestrator"
        value={name ?? ANY}
        onChange={(value) => list.refine({ name: value === ANY ? null : value })}
        options={[{ value: ANY, text: 'All' }, ...names.map((value) => ({ value, text: value }))]}
      />
    </Menu>
  );
}

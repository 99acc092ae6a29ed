import { STATUS_APPEARANCE } from '../status/status-appearance';
import type { ListFilter } from './use-list-filter';

export type FilterTerm = { key: Exclude<keyof ListFilter, 'cursor'>; label: string; value: string };

/** What the list is filtered by, each with its name. */
export function filterTerms({ status, tag, ...filter }: ListFilter): FilterTerm[] {
  const text = (key: Exclude<keyof typeof filter, 'cursor'>, label: string): FilterTerm[] => {
    const value = filter[key];
    return value === null ? [] : [{ key, label, value }];
  };
  return [
    ...(status.length === 0
      ? []
      : [
          {
            key: 'status' as const,
            label: 'Status',
            value: status.map((one) => STATUS_APPEARANCE[one].label).join(' or '),
          },
        ]),
    ...text('name', 'Name'),
    ...text('prefix', 'Id begins with'),
    ...text('text', 'Id holds'),
    ...text('find', 'Payloads hold'),
    ...(tag.length === 0 ? [] : [{ key: 'tag' as const, label: 'Tags', value: tag.join(', ') }]),
    ...text('version', 'Version'),
    ...(filter.kind === null
      ? []
      : [
          {
            key: 'kind' as const,
            label: 'Started by',
            value: filter.kind === 'child' ? 'an orchestrator' : 'a client',
          },
        ]),
    ...text('createdFrom', 'Started from').map(withTime),
    ...text('createdTo', 'Started before').map(withTime),
  ];
}

function withTime(term: FilterTerm): FilterTerm {
  const time = new Date(term.value);
  return Number.isNaN(time.getTime()) ? term : { ...term, value: time.toLocaleString() };
}

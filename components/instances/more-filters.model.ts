import type { ListFilter } from './use-list-filter';

/** What the form of filters holds while one types; times as the browser's own field writes them. */
export type MoreDraft = {
  find: string;
  text: string;
  tags: string;
  version: string;
  createdFrom: string;
  createdTo: string;
  kind: '' | 'root' | 'child';
};

type More = Pick<ListFilter, 'find' | 'text' | 'tag' | 'version' | 'createdFrom' | 'createdTo' | 'kind'>;

export function toDraft(filter: More): MoreDraft {
  return {
    find: filter.find ?? '',
    text: filter.text ?? '',
    tags: filter.tag.join(', '),
    version: filter.version ?? '',
    createdFrom: toLocal(filter.createdFrom),
    createdTo: toLocal(filter.createdTo),
    kind: filter.kind ?? '',
  };
}

/** The filters, and what is wrong with them. */
export function fromDraft(draft: MoreDraft): { filter: More; problem: string | null } {
  const tag = draft.tags.split(',').flatMap((each) => each.trim() || []);
  const [createdFrom, createdTo] = [toMoment(draft.createdFrom), toMoment(draft.createdTo)];
  const filter = {
    ...{ find: draft.find || null, text: draft.text.trim() || null, version: draft.version.trim() || null },
    ...{ tag, createdFrom, createdTo, kind: draft.kind || null },
  };
  return { filter, problem: problemOf(filter) };
}

function problemOf({ tag, createdFrom, createdTo }: More): string | null {
  if (tag.some((each) => !/^[^=]+=/.test(each))) return 'Write each tag as name=value.';
  if (createdFrom !== null && createdTo !== null && createdFrom > createdTo)
    return 'The times are the wrong way round.';
  return null;
}

function toMoment(local: string): string | null {
  const moment = new Date(local);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** To the minute, in this browser's time. */
function toLocal(moment: string | null): string {
  if (moment === null) return '';
  const time = new Date(moment);
  if (Number.isNaN(time.getTime())) return '';
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

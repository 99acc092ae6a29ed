'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import { Select } from '../ui/select';
import { fromDraft, type MoreDraft, toDraft } from './more-filters.model';
import type { ListFilterState } from './use-list-filter';

/** The filters that are not always at hand. */
export function MoreFilters({ list }: { list: ListFilterState }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <SlidersHorizontal aria-hidden className="text-faint" />
        Filters
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Filters">
        <MoreFiltersForm list={list} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

type TextName = Exclude<keyof MoreDraft, 'kind' | 'createdFrom' | 'createdTo'>;

const TEXTS: readonly { name: TextName; label: string; hint: string }[] = [
  { name: 'text', label: 'Id holds', hint: 'Anywhere in the id.' },
  { name: 'tags', label: 'Tags', hint: 'As name=value, with commas between them. All of them have to hold.' },
  { name: 'version', label: 'Version', hint: 'Of the orchestrator.' },
];

function MoreFiltersForm({ list, onClose }: { list: ListFilterState; onClose: () => void }) {
  const [draft, setDraft] = useState(() => toDraft(list.filter));
  const [tried, setTried] = useState(false);
  const change = (part: Partial<MoreDraft>) => setDraft({ ...draft, ...part });
  const { filter, problem } = fromDraft(draft);
  const submit = () => {
    setTried(true);
    if (problem !== null) return;
    list.refine(filter);
    onClose();
  };
  return (
    <DialogForm onSubmit={submit}>
      {TEXTS.map(({ name, label, hint }) => (
        <Field key={name} label={label} hint={hint}>
          {(control) => (
            <input
              {...control}
              value={draft[name]}
              onChange={(event) => change({ [name]: event.target.value })}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              className={inputStyle}
            />
          )}
        </Field>
      ))}
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        {(['createdFrom', 'createdTo'] as const).map((name) => (
          <Field key={name} label={name === 'createdFrom' ? 'Started from' : 'Started before'}>
            {(control) => (
              <input
                {...control}
                type="datetime-local"
                value={draft[name]}
                onChange={(event) => change({ [name]: event.target.value })}
                className={inputStyle}
              />
            )}
          </Field>
        ))}
      </div>
      <Field label="Started by">
        {(control) => (
          <Select
            {...control}
            value={draft.kind}
            onChange={({ target }) =>
              change({ kind: target.value === 'root' || target.value === 'child' ? target.value : '' })
            }
          >
            <option value="">Anything</option>
            <option value="root">A client</option>
            <option value="child">Another orchestrator</option>
          </Select>
        )}
      </Field>
      {tried && problem !== null && (
        <p role="alert" className="text-failed text-xs">
          {problem}
        </p>
      )}
      <DialogActions confirm="Apply" busy={false} onCancel={onClose} />
    </DialogForm>
  );
}

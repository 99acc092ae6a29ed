'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type BatchPreview, type BatchTargets, batchRequestSchema } from '@/contract/batch';
import { JsonField } from '../json/json-field';
import { parseJson } from '../json/parse-json.model';
import { batchPreviewQuery } from '../queries/batch-preview-query';
import { Dialog } from '../ui/dialog';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import { BULK_LOOK } from './bulk-operation';
import { useCreateBatch } from './use-create-batch';

type Props = { targets: BatchTargets; onClose: () => void; onDone: () => void };

/** Says how many instances it is about, asks why, and for the word where it cannot be undone. */
export function BulkDialog({ targets, onClose, onDone }: Props) {
  const { label, consequence, word } = BULK_LOOK[targets.operation];
  const [draft, setDraft] = useState<Draft>({ reason: '', word: '', eventName: '', data: '' });
  const [tried, setTried] = useState(false);
  const preview = useQuery(batchPreviewQuery(targets));
  const { mutate, isPending, error } = useCreateBatch(onDone);
  const isEvent = targets.operation === 'raiseEvent';
  const data = parseJson(draft.data);
  const request = batchRequestSchema.safeParse({
    ...targets,
    reason: draft.reason,
    ...(isEvent && { eventName: draft.eventName, ...(data.type === 'value' && { data: data.value }) }),
  });
  const complaintAt = (field: string) =>
    (tried && request.error?.issues.find(({ path }) => path[0] === field)?.message) || null;
  const isWordRight = word === null || draft.word.trim().toLowerCase() === word;
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const submit = () => {
    setTried(true);
    if (request.success && isWordRight && data.type !== 'invalid') mutate(request.data);
  };
  return (
    <Dialog open onClose={onClose} title={`${label} ${sayCount(preview.data)}?`} description={consequence}>
      <DialogForm onSubmit={submit}>
        <Preview preview={preview.data} problem={preview.error?.message ?? null} />
        {isEvent && <EventFields draft={draft} onChange={change} error={complaintAt('eventName')} strict={tried} />}
        <Field label="Reason" hint="Kept with the batch and in each history." error={complaintAt('reason')}>
          {(control) => (
            <textarea
              {...control}
              required
              rows={2}
              value={draft.reason}
              onChange={(event) => change({ reason: event.target.value })}
              className={inputStyle}
            />
          )}
        </Field>
        {word !== null && (
          <Field label={`Type ${word} to confirm`} error={tried && !isWordRight ? `Type the word ${word}.` : null}>
            {(control) => (
              <input
                {...control}
                value={draft.word}
                onChange={(event) => change({ word: event.target.value })}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                className={`${inputStyle} font-mono`}
              />
            )}
          </Field>
        )}
        {error && (
          <p role="alert" className="text-failed text-xs">
            {error.message}
          </p>
        )}
        <DialogActions
          confirm={label}
          cancel={targets.operation === 'cancel' ? 'Close' : undefined}
          intent={word === null ? 'primary' : 'danger'}
          busy={isPending}
          onCancel={onClose}
        />
      </DialogForm>
    </Dialog>
  );
}

type Draft = { reason: string; word: string; eventName: string; data: string };

type EventProps = { draft: Draft; onChange: (part: Partial<Draft>) => void; error: string | null; strict: boolean };

function EventFields({ draft, onChange, error, strict }: EventProps) {
  return (
    <>
      <Field label="Event" error={error}>
        {(control) => (
          <input
            {...control}
            value={draft.eventName}
            onChange={(event) => onChange({ eventName: event.target.value })}
            className={inputStyle}
          />
        )}
      </Field>
      <JsonField
        label="Data"
        hint="JSON. Left empty, the event carries nothing."
        text={draft.data}
        onChange={(data) => onChange({ data })}
        strict={strict}
        rows={3}
      />
    </>
  );
}

function sayCount(preview: BatchPreview | undefined): string {
  if (preview === undefined) return 'the selected instances';
  const { matched, isCapped } = preview;
  const count = (isCapped ? matched - 1 : matched).toLocaleString('en');
  return `${count}${isCapped ? ' or more' : ''} ${matched === 1 ? 'instance' : 'instances'}`;
}

function Preview({ preview, problem }: { preview: BatchPreview | undefined; problem: string | null }) {
  if (problem !== null) return <p className="text-muted text-xs">They could not be counted: {problem}</p>;
  if (preview === undefined) return <p className="text-faint text-xs">Counting …</p>;
  if (preview.matched === 0)
    return <p className="text-muted text-xs">None of them is in a state that this concerns.</p>;
  const more = preview.matched - preview.sample.length;
  return (
    <div className="text-muted text-xs">
      <ul aria-label="Some of them" className="grid gap-0.5">
        {preview.sample.map(({ instanceId, name }) => (
          <li key={instanceId} className="flex gap-2">
            <span className="shrink-0 text-ink">{name}</span>
            <span className="truncate font-mono text-faint">{instanceId}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="mt-1">and more. Those that begin meanwhile are left out.</p>}
    </div>
  );
}

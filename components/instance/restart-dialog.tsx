'use client';

import { useState } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import { Dialog } from '../ui/dialog';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { RadioField } from '../ui/radio-field';
import { useRestart } from './use-restart';

type Props = { instance: InstanceDetails; onClose: () => void };

/** Asks under which id the same orchestrator is to begin anew. */
export function RestartDialog({ instance, onClose }: Props) {
  const [id, setId] = useState<'new' | 'same'>('new');
  const { mutate, isPending, error } = useRestart(instance, onClose);
  const hasEnded = isTerminal(instance.status);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Restart ${instance.name}?`}
      description="It begins anew, with the same input, on the code that is deployed now."
    >
      <DialogForm onSubmit={() => mutate({ newInstanceId: id === 'new' })}>
        <RadioField
          label="Instance id"
          value={id}
          onChange={setId}
          options={[
            { value: 'new', text: 'A new one', hint: 'This instance stays as it is.' },
            {
              value: 'same',
              text: 'The same',
              hint: hasEnded ? 'Its present history makes room for the new one.' : 'Only once this one has ended.',
              disabled: !hasEnded,
            },
          ]}
        />
        {error && (
          <p role="alert" className="text-failed text-xs">
            {error.message}
          </p>
        )}
        <DialogActions confirm="Restart" busy={isPending} onCancel={onClose} />
      </DialogForm>
    </Dialog>
  );
}

'use client';

import { useState } from 'react';
import { terminateRequestSchema } from '@/contract/commands';
import type { InstanceDetails } from '@/contract/instance';
import { Dialog } from '../ui/dialog';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import type { InstanceCommand } from '../urls';
import { useCommand } from './use-command';

const COMMANDS: Record<InstanceCommand, { title: string; confirm: string; consequence: string }> = {
  terminate: {
    title: 'Terminate',
    confirm: 'Terminate',
    consequence:
      'It ends at once, with its sub-orchestrations. Activities that run now are told to stop, and their results are dropped. This cannot be undone.',
  },
  cancel: {
    title: 'Cancel',
    confirm: 'Request cancellation',
    consequence:
      'Its code is told, and may clean up before it ends: what it waits for fails with an error that it can catch.',
  },
  rewind: {
    title: 'Rewind',
    confirm: 'Rewind',
    consequence:
      'It goes back to before the failure and tries again what failed, its sub-orchestrations too. What succeeded is kept.',
  },
  suspend: {
    title: 'Suspend',
    confirm: 'Suspend',
    consequence: 'It stops where it is. Results and events are kept for it until it is resumed.',
  },
  resume: {
    title: 'Resume',
    confirm: 'Resume',
    consequence: 'It goes on where it stopped, with all that has come in since.',
  },
};

type Props = { instance: InstanceDetails; command: InstanceCommand; onClose: () => void };

/** Asks for the reason of a command, which the history keeps. */
export function CommandDialog({ instance, command, onClose }: Props) {
  const { title, confirm, consequence } = COMMANDS[command];
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useCommand(instance.instanceId, command, onClose);
  const parsed = terminateRequestSchema.safeParse({ reason });
  const complaint = tried ? (parsed.error?.issues[0]?.message ?? null) : null;
  const submit = () => {
    setTried(true);
    if (parsed.success) mutate(parsed.data);
  };
  return (
    <Dialog open onClose={onClose} title={`${title} ${instance.name}?`} description={consequence}>
      <DialogForm onSubmit={submit}>
        <Field label="Reason" hint="Kept in the history, with your name." error={complaint}>
          {(control) => (
            <textarea
              {...control}
              required
              rows={3}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              className={inputStyle}
            />
          )}
        </Field>
        {error && (
          <p role="alert" className="text-failed text-xs">
            {error.message}
          </p>
        )}
        <DialogActions
          confirm={confirm}
          cancel={command === 'cancel' ? 'Close' : undefined}
          intent={command === 'terminate' ? 'danger' : 'primary'}
          busy={isPending}
          onCancel={onClose}
        />
      </DialogForm>
    </Dialog>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import { childrenQuery } from '../queries/children-query';
import { CheckField } from '../ui/check-field';
import { Dialog } from '../ui/dialog';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { usePurge } from './use-purge';

type Props = { instance: InstanceDetails; onClose: () => void };

/** Says what goes, and asks once more where the instance has not ended. */
export function PurgeDialog({ instance, onClose }: Props) {
  const { instanceId, name, status, historyLength } = instance;
  const [force, setForce] = useState(false);
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = usePurge(instance, onClose);
  const { data } = useQuery(childrenQuery(instanceId, null));
  const hasChildren = data !== undefined && data.instances.length > 0;
  const hasEnded = isTerminal(status);
  const submit = () => {
    setTried(true);
    if (hasEnded || force) mutate({ force });
  };
  return (
    <Dialog open onClose={onClose} title={`Purge ${name}?`} description="This cannot be undone.">
      <DialogForm onSubmit={submit}>
        <p>
          <span className="break-all font-mono text-xs">{instanceId}</span> goes for good: its input and output, its
          history of {historyLength.toLocaleString('en')} {historyLength === 1 ? 'event' : 'events'}, and who decided
          what{hasChildren && '; the same of its sub-orchestrations'}.
        </p>
        {!hasEnded && (
          <CheckField
            label="Purge it although it has not ended"
            hint="Its code is not told, and cannot clean up. To let it, cancel it first."
            checked={force}
            onChange={setForce}
            error={tried && !force ? 'It has not ended.' : null}
          />
        )}
        {error && (
          <p role="alert" className="text-failed text-xs">
            {error.message}
          </p>
        )}
        <DialogActions confirm="Purge" intent="danger" busy={isPending} onCancel={onClose} />
      </DialogForm>
    </Dialog>
  );
}

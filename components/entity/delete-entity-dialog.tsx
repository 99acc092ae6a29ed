'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { deleteEntity } from '../queries/ask-entity';
import { Dialog } from '../ui/dialog';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { entityName } from '../waiting/entity-name.model';

type Props = { entityId: string; onClose: () => void };

/** Asks once more before an entity is told to delete itself. */
export function DeleteEntityDialog({ entityId, onClose }: Props) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => deleteEntity(entityId),
    onSuccess: () => {
      onClose();
      toast.success(`Deletion of ${entityName(entityId)} sent`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['entity', entityId] }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${entityName(entityId)}?`}
      description="It is sent the operation delete, after all that waits for it already. Its state goes."
    >
      <DialogForm onSubmit={() => mutate()}>
        {error && (
          <p role="alert" className="text-failed text-xs">
            {error.message}
          </p>
        )}
        <DialogActions confirm="Delete" intent="danger" busy={isPending} onCancel={onClose} />
      </DialogForm>
    </Dialog>
  );
}

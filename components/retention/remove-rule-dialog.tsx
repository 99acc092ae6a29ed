'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import type { RetentionRule } from '@/contract/retention';
import { removeRule } from '../queries/retention-rules';
import { Dialog } from '../ui/dialog';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';

type Props = { rule: RetentionRule; onClose: () => void };

/** Asks once more before a rule is deleted. */
export function RemoveRuleDialog({ rule: { ruleId, name }, onClose }: Props) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => removeRule(ruleId),
    onSuccess: () => {
      onClose();
      toast.success(`Deleted ${name}`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['retention'] }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${name}?`}
      description="Nothing goes by it any more. What went stays gone."
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

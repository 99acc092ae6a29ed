import type { Choice } from '@/contract/human-task';
import { Dialog } from '../ui/dialog';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';

type Props = { choice: Choice; question: string; onClose: () => void; onConfirm: () => void };

/** Repeats the question and what the answer does, before a dangerous one is given. */
export function ConfirmChoiceDialog({ choice, question, onClose, onConfirm }: Props) {
  return (
    <Dialog open onClose={onClose} title={question}>
      <DialogForm onSubmit={onConfirm}>
        <p>
          You answer <strong className="font-semibold">{choice.label}</strong>.
          {choice.effect !== undefined && <span className="text-muted"> {choice.effect}.</span>}
        </p>
        <DialogActions confirm={choice.label} intent="danger" busy={false} onCancel={onClose} />
      </DialogForm>
    </Dialog>
  );
}

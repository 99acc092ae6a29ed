'use client';

import { useId, useState } from 'react';
import type { Choice } from '@/contract/human-task';
import { Button } from '../ui/button';
import { ConfirmChoiceDialog } from './confirm-choice-dialog';

type Props = { choice: Choice; question: string; busy: boolean; disabled: boolean; onChoose: () => void };

/** One answer as a button, with its effect under it. A dangerous one asks once more. */
export function ChoiceButton({ choice, question, busy, disabled, onChoose }: Props) {
  const [confirming, setConfirming] = useState(false);
  const effectId = useId();
  const { label, intent = 'neutral', effect } = choice;
  return (
    <div className="grid max-w-64 content-start justify-items-start gap-1.5 phone:w-full phone:max-w-none">
      <Button
        size="large"
        intent={intent === 'primary' ? 'primary' : 'neutral'}
        className={intent === 'danger' ? 'text-failed! phone:w-full' : 'phone:w-full'}
        busy={busy}
        disabled={disabled}
        aria-describedby={effect === undefined ? undefined : effectId}
        onClick={() => (intent === 'danger' ? setConfirming(true) : onChoose())}
      >
        {label}
      </Button>
      {effect !== undefined && (
        <span id={effectId} className="text-faint text-xs">
          {effect}
        </span>
      )}
      {confirming && (
        <ConfirmChoiceDialog
          choice={choice}
          question={question}
          onClose={() => setConfirming(false)}
          onConfirm={() => {
            setConfirming(false);
            onChoose();
          }}
        />
      )}
    </div>
  );
}

import { useId } from 'react';
import { isTerminal, RUNTIME_STATUSES, type TerminalStatus } from '@/contract/runtime-status';

const ENDS: readonly TerminalStatus[] = RUNTIME_STATUSES.filter(isTerminal);

type Props = {
  chosen: readonly TerminalStatus[];
  error: string | undefined;
  onChange: (chosen: readonly TerminalStatus[]) => void;
};

/** The ways in which an instance may have ended. */
export function StatusChoice({ chosen, error, onChange }: Props) {
  const noteId = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : noteId} className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-xs">Ended as</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {ENDS.map((status) => (
          <label key={status} className="flex items-center gap-2 phone:min-h-11">
            <input
              type="checkbox"
              checked={chosen.includes(status)}
              onChange={({ target: { checked } }) =>
                onChange(ENDS.filter((each) => (each === status ? checked : chosen.includes(each))))
              }
              className="size-3.5 accent-accent phone:size-5"
            />
            {status}
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={noteId} role="alert" className="text-failed text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}

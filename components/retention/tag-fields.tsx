import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import type { RuleDraft } from './rule-draft.model';

type Props = { draft: RuleDraft; error: string | undefined; onChange: (part: Partial<RuleDraft>) => void };

/** A tag that instances have, and its value. */
export function TagFields({ draft, error, onChange }: Props) {
  return (
    <div className="grid grid-cols-2 items-start gap-2">
      <Field label="Tag" hint="Left empty, tags do not matter." error={error}>
        {(control) => (
          <input
            {...control}
            value={draft.tagKey}
            onChange={(event) => onChange({ tagKey: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            className={`${inputStyle} font-mono`}
          />
        )}
      </Field>
      <Field label="Value of the tag">
        {(control) => (
          <input
            {...control}
            value={draft.tagValue}
            onChange={(event) => onChange({ tagValue: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            className={`${inputStyle} font-mono`}
          />
        )}
      </Field>
    </div>
  );
}

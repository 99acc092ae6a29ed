import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import { Select } from '../ui/select';
import { type RuleDraft, UNITS } from './rule-draft.model';

type Props = { draft: RuleDraft; error: string | undefined; onChange: (part: Partial<RuleDraft>) => void };

/** How long an instance stays after its end. */
export function KeepField({ draft, error, onChange }: Props) {
  const unitOf = (id: string) => UNITS.find((unit) => unit.id === id)?.id ?? 'days';
  return (
    <Field label="Kept after the end for" error={error}>
      {(control) => (
        <div className="grid grid-cols-[6rem_1fr] gap-2">
          <input
            {...control}
            value={draft.keep}
            onChange={(event) => onChange({ keep: event.target.value })}
            inputMode="numeric"
            autoComplete="off"
            className={inputStyle}
          />
          <Select
            aria-label="Unit"
            value={draft.unit}
            onChange={(event) => onChange({ unit: unitOf(event.target.value) })}
          >
            {UNITS.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </Select>
        </div>
      )}
    </Field>
  );
}

import { clsx } from 'clsx';
import { OVERVIEW_WINDOWS, type OverviewWindow } from '@/contract/overview';

const LABELS: Record<OverviewWindow, string> = { '1h': '1 hour', '24h': '24 hours', '7d': '7 days' };

type Props = { window: OverviewWindow; onChange: (window: OverviewWindow) => void };

/** How far back the page looks. */
export function WindowChoice({ window, onChange }: Props) {
  return (
    <fieldset className="flex overflow-hidden rounded-md border border-line-strong bg-raised shadow-control">
      <legend className="sr-only">How far back</legend>
      {OVERVIEW_WINDOWS.map((each) => (
        <label
          key={each}
          className={clsx(
            'flex h-7 cursor-pointer items-center border-line border-l px-2.5 text-xs first:border-l-0 phone:h-11 phone:px-3.5',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent-text has-focus-visible:-outline-offset-2',
            each === window ? 'bg-selected font-medium text-ink' : 'text-muted hover:bg-hover',
          )}
        >
          <input
            type="radio"
            name="window"
            value={each}
            checked={each === window}
            onChange={() => onChange(each)}
            className="sr-only"
          />
          {LABELS[each]}
        </label>
      ))}
    </fieldset>
  );
}

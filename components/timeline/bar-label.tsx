import { clsx } from 'clsx';

type Props = { text: string; left: number; ink: 'text-panel' | 'text-ink' | 'text-muted' };

/** What stands in or behind a bar: how long it took, and what else is worth a word. */
export function BarLabel({ text, left, ink }: Props) {
  return (
    <span
      className={clsx(
        '-translate-y-1/2 absolute top-1/2 whitespace-nowrap font-medium font-mono text-[10px] leading-3',
        ink,
      )}
      style={{ left }}
    >
      {text}
    </span>
  );
}

import { clsx } from 'clsx';
import type { LabelSide, Span } from './bar.model';

type Props = { text: string; span: Span; side: LabelSide };

/** A bar's length in words, behind it where there is room. Within a bar it stands on a ground of its own. */
export function BarLabel({ text, span, side }: Props) {
  const place = {
    inside: { left: span.left + 4 },
    right: { left: span.left + span.width + 6 },
    left: { left: span.left - 6 },
  }[side];
  return (
    <span
      className={clsx(
        '-translate-y-1/2 absolute top-1/2 whitespace-nowrap font-mono text-[10px] leading-3',
        side === 'left' && '-translate-x-full',
        side === 'inside' ? 'rounded-xs bg-panel/90 px-1 text-ink' : 'text-muted',
      )}
      style={place}
    >
      {text}
    </span>
  );
}

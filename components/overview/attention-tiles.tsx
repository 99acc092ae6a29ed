import { clsx } from 'clsx';
import Link from 'next/link';
import type { AttentionTile } from './attention.model';

const INK: Record<AttentionTile['tone'], string> = { bad: 'text-failed', wait: 'text-suspended', calm: 'text-ink' };

/** What somebody should look at, each a way to it. */
export function AttentionTiles({ tiles }: { tiles: readonly AttentionTile[] }) {
  return (
    <ul className="grid grid-cols-5 gap-px overflow-hidden rounded-lg border bg-line max-lg:grid-cols-3 phone:grid-cols-2">
      {tiles.map(({ label, count, note, href, tone }) => (
        <li key={label} className="bg-panel phone:last:col-span-2 max-lg:last:col-span-2">
          <Link href={href} prefetch={false} className="block h-full px-4 py-3 transition-colors hover:bg-hover">
            <span className="caps block">{label}</span>
            <span className={clsx('block font-semibold text-lg tabular-nums', INK[tone])}>{count}</span>
            <span className="block text-faint text-xs">{note}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

import Link from 'next/link';
import { pages } from '../urls';
import { Mark } from './mark';

/** The name of the house, which leads home. */
export function Wordmark() {
  return (
    <Link href={pages.instances()} aria-label="Perdure, home" className="flex h-12 shrink-0 items-center gap-2.5 px-4">
      <Mark />
      <span className="font-semibold text-base tracking-tight in-data-[rail=narrow]:hidden">perdure</span>
    </Link>
  );
}

'use client';

import { PanelLeft } from 'lucide-react';
import { setPreference, usePreference } from '../preferences/preference';
import { railWidth } from '../preferences/rail-width';
import { Navigation } from './navigation';
import { Wordmark } from './wordmark';

/** The way around, at the left of every page. Its width follows the document's mark, so that it never jumps. */
export function Rail() {
  const width = usePreference(railWidth);
  const toggle = () => setPreference(railWidth, width === 'wide' ? 'narrow' : 'wide');
  return (
    <div className="group/rail flex w-54 shrink-0 flex-col border-r bg-ground in-data-[rail=narrow]:w-14 phone:hidden">
      <Wordmark />
      <Navigation />
      <button
        type="button"
        onClick={toggle}
        aria-expanded={width === 'wide'}
        aria-label="Sidebar labels"
        className="m-2 flex h-8 items-center gap-2.5 rounded-md px-2.5 text-faint transition-colors hover:bg-hover hover:text-ink"
      >
        <PanelLeft aria-hidden className="size-4 shrink-0" />
        <span className="text-xs in-data-[rail=narrow]:hidden">Collapse</span>
      </button>
    </div>
  );
}

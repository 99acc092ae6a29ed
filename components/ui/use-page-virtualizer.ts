import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';

type Options = {
  /** The element that holds the rows. */
  list: RefObject<HTMLElement | null>;
  count: number;
  rowHeight: number;
  keyOf: (index: number) => string | number;
};

const OVERSCAN = 10;

/** Draws only the rows in view of a list that scrolls with the page. */
export function usePageVirtualizer({ list, count, rowHeight, keyOf }: Options) {
  const [offset, setOffset] = useState(0);
  // What stands above the list may grow or shrink at any time, so its place is measured anew each time.
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const main = list.current?.closest('main');
    if (main) setOffset(Math.round(top - main.getBoundingClientRect().top + main.scrollTop));
  });
  return useVirtualizer({
    count,
    getScrollElement: () => list.current?.closest('main') ?? null,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    scrollMargin: offset,
    initialRect: { width: 0, height: 800 },
  });
}

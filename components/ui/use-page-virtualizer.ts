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
  useLayoutEffect(() => {
    const main = list.current?.closest('main');
    const content = main?.firstElementChild;
    if (!main || !content) return;
    const measure = () => setOffset(distanceWithin(main, list.current));
    measure();
    // What stands above the list may grow or shrink at any time.
    const observer = new ResizeObserver(measure);
    observer.observe(content);
    return () => observer.disconnect();
  }, [list]);
  return useVirtualizer({
    count,
    getScrollElement: () => list.current?.closest('main') ?? null,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    scrollMargin: offset,
    initialRect: { width: 0, height: 800 },
    useFlushSync: false,
  });
}

function distanceWithin(scroller: HTMLElement, element: HTMLElement | null): number {
  if (element === null) return 0;
  const fromEdge = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  return Math.round(fromEdge + scroller.scrollTop);
}

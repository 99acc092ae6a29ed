import { type RefObject, useRef } from 'react';
import { useShortcut } from '../shortcuts/use-shortcut';

/** Lets `j` and `k` carry the focus from row to row. Returns the ref of the element that holds the rows. */
export function useRowFocus(): RefObject<HTMLTableSectionElement | null> {
  const rows = useRef<HTMLTableSectionElement>(null);
  const move = (by: 1 | -1) => {
    const links = [...(rows.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
    const current = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
    const next = current === -1 ? (by === 1 ? 0 : links.length - 1) : current + by;
    links[next]?.focus();
  };
  useShortcut('nextRow', () => move(1));
  useShortcut('previousRow', () => move(-1));
  return rows;
}

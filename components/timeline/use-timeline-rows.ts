import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from 'react';
import type { TimelineRow } from './timeline-rows.model';

type Options = {
  rows: readonly TimelineRow[];
  selected: string | null;
  onSelect: (key: string | null) => void;
  onToggle: (key: string) => void;
  body: RefObject<HTMLElement | null>;
  reveal: (index: number) => void;
};

/**
 * Lets the pointer press rows and the keyboard move through them, as a tree grid should: one row is in the tab order,
 * arrows move it. The handlers are the grid's, for all its rows.
 */
export function useTimelineRows({ rows, selected, onSelect, onToggle, body, reveal }: Options) {
  const [focused, setFocused] = useState<string | null>(null);
  const activeKey = [focused, selected].find((key) => rows.some((row) => row.key === key)) ?? rows[0]?.key ?? null;

  const focusRow = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setFocused(row.key);
    reveal(index);
    // The row may be drawn only after the scrolling.
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus({ preventScroll: true }),
    );
  };

  const press = (row: TimelineRow) => {
    setFocused(row.key);
    if (row.type === 'fan') onToggle(row.key);
    else onSelect(row.key === selected ? null : row.key);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const index = rows.findIndex(({ key }) => key === activeKey);
    const row = rows[index];
    if (row === undefined) return;
    const folds = row.type === 'fan' && row.expanded;
    const unfolds = row.type === 'fan' && !row.expanded;
    const actions = new Map([
      ['ArrowDown', () => focusRow(index + 1)],
      ['ArrowUp', () => focusRow(index - 1)],
      ['Home', () => focusRow(0)],
      ['End', () => focusRow(rows.length - 1)],
      ['Enter', () => press(row)],
      [' ', () => press(row)],
    ]);
    if (unfolds) actions.set('ArrowRight', () => onToggle(row.key));
    if (folds) actions.set('ArrowLeft', () => onToggle(row.key));
    const action = actions.get(event.key);
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  const onClick = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    const row = rows[Number(element?.dataset['row'] ?? -1)];
    if (row !== undefined) press(row);
  };

  return { activeKey, handlers: { onKeyDown, onClick } };
}

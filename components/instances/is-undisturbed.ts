/** Whether rows may move: nobody points into the table, has the focus there, or has scrolled away from the top. */
export function isUndisturbed(table: HTMLElement | null): boolean {
  if (table === null) return true;
  const scroller = table.closest('main');
  return !table.matches(':hover, :focus-within') && (scroller?.scrollTop ?? 0) < 8;
}

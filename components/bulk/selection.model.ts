/** Which rows of a list are selected: some by name, or all that the list's filter lets through. */
export type Selection = {
  ids: ReadonlySet<string>;
  /** Also what is on no page that was looked at. */
  isAll: boolean;
  /** The row that was selected last, where a range begins. */
  anchor: string | null;
};

export const NOTHING: Selection = { ids: new Set(), isAll: false, anchor: null };

/** Selects a row, or takes it back; with `isRange` all rows from the anchor to it, in the order that is on screen. */
export function toggleRow(selection: Selection, id: string, rows: readonly string[], isRange: boolean): Selection {
  const wanted = !selection.ids.has(id);
  const range = isRange ? between(rows, selection.anchor, id) : [id];
  const ids = new Set(selection.ids);
  for (const each of range) {
    if (wanted) ids.add(each);
    else ids.delete(each);
  }
  return { ids, isAll: false, anchor: id };
}

/** Selects every row on screen; takes all of them back where they are selected already. */
export function togglePage(selection: Selection, rows: readonly string[]): Selection {
  const isWhole = rows.length > 0 && rows.every((id) => selection.ids.has(id));
  if (selection.isAll || isWhole) return NOTHING;
  return { ids: new Set([...selection.ids, ...rows]), isAll: false, anchor: null };
}

function between(rows: readonly string[], from: string | null, to: string): readonly string[] {
  const [start, end] = [rows.indexOf(from ?? to), rows.indexOf(to)];
  if (start === -1 || end === -1) return [to];
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1);
}

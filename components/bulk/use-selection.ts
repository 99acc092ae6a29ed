import { useState } from 'react';
import { NOTHING, type Selection, togglePage, toggleRow } from './selection.model';

export type SelectionState = {
  selection: Selection;
  isSelected: (id: string) => boolean;
  toggle: (id: string, isRange: boolean) => void;
  togglePage: () => void;
  selectAll: () => void;
  clear: () => void;
};

/** The rows that are selected. Another filter begins with none. */
export function useSelection(rows: readonly string[], filterKey: string): SelectionState {
  const [{ key, selection }, set] = useState({ key: filterKey, selection: NOTHING });
  const current = key === filterKey ? selection : NOTHING;
  const change = (next: Selection) => set({ key: filterKey, selection: next });
  return {
    selection: current,
    isSelected: (id) => current.isAll || current.ids.has(id),
    toggle: (id, isRange) => {
      const from = current.isAll ? { ...current, ids: new Set(rows) } : current;
      change(toggleRow(from, id, rows, isRange));
    },
    togglePage: () => change(togglePage(current, rows)),
    selectAll: () => change({ ids: new Set(), isAll: true, anchor: null }),
    clear: () => change(NOTHING),
  };
}

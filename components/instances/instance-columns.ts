/** The columns of the list, shared by its header, its rows and its skeleton. On phones rows fold into two lines. */
export const instanceColumns =
  'grid grid-cols-[9.75rem_minmax(8rem,1.1fr)_minmax(8rem,10.5rem)_6rem_5.5rem_minmax(10rem,1.9fr)] items-center gap-x-4 px-4 max-lg:grid-cols-[9rem_minmax(6rem,1fr)_5.5rem_5rem_minmax(8rem,1.4fr)] phone:grid-cols-[auto_1fr_auto] phone:gap-x-3';

export const COLUMN_NAMES = ['Status', 'Name', 'Instance', 'Started', 'Duration', 'Waiting on'] as const;

/** Room for a checkbox in the margin of a row. */
export const SELECTABLE = 'pl-9 phone:pl-11';

/** The columns of the history, shared by its header and its rows. On phones only what happened and when. */
export const historyColumns =
  'grid grid-cols-[3.5rem_3rem_11.5rem_minmax(11rem,1.1fr)_minmax(7rem,1fr)_3.5rem_5.5rem_minmax(8rem,1.2fr)_1.5rem] items-center gap-x-3 px-4 max-xl:grid-cols-[3.5rem_3rem_11.5rem_minmax(10rem,1.2fr)_minmax(6rem,1fr)_3.5rem_5rem_1.5rem] max-lg:grid-cols-[3rem_9.5rem_minmax(8rem,1.2fr)_minmax(5rem,1fr)_1.5rem] phone:grid-cols-[minmax(0,1fr)_auto_1.5rem] phone:gap-x-2';

export const wideOnly = 'max-lg:hidden';
export const widestOnly = 'max-xl:hidden';

/** The columns of the list of entities, shared by its header and its rows. On phones rows fold into two lines. */
export const entityColumns =
  'grid grid-cols-[minmax(7rem,0.6fr)_minmax(8rem,1fr)_minmax(10rem,2fr)_minmax(8rem,10.5rem)_7rem] items-center gap-x-4 px-4 max-lg:grid-cols-[minmax(6rem,0.6fr)_minmax(6rem,1fr)_minmax(8rem,1.4fr)_6rem] phone:grid-cols-[auto_1fr_auto] phone:gap-x-3';

import { limits } from './limits';
import { queryInteger } from './query-integer';

const PAGE_SIZE = 100;

/** How many items a page is to have at most. */
export const pageSizeSchema = queryInteger(1, 100_000)
  .refine((size) => size <= limits().pageSize, { error: () => `A page has ${limits().pageSize} items at most.` })
  .default(PAGE_SIZE);

import type { BatchStore } from '../batch-store';

/** Batches as routes need them: what is kept of them, and who carries them out. */
export type Batches = {
  store: BatchStore;
  /** There is one to be carried out. */
  wake(): void;
};

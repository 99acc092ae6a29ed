import type { Batches } from '../http/batches';

const refuse = () => Promise.reject(new Error('The test hub keeps no batches.'));

/** Batches are for operators: the functions that a test hub runs have no way to them. */
export const noBatches: Batches = {
  wake: () => undefined,
  store: {
    createBatch: refuse,
    claimBatch: refuse,
    advanceBatch: refuse,
    giveBackBatch: refuse,
    changeBatch: refuse,
    getBatch: refuse,
    listBatches: refuse,
    listBatchProblems: refuse,
  },
};

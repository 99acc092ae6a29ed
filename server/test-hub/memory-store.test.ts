import { describe } from 'vitest';
import { storeContract } from '../store-contract/store-contract';
import { MemoryDatabase } from './memory-database';
import { createMemoryStore } from './memory-store';

describe('the storage in memory', () => {
  storeContract(async (partitionCount) => {
    const database = new MemoryDatabase(partitionCount, () => Date.now());
    return { stores: [createMemoryStore(database), createMemoryStore(database)], close: async () => {} };
  });
});

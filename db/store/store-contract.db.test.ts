import { describe } from 'vitest';
import { storeContract } from '@/server/store-contract/store-contract';
import { openTestStores } from '../testing/open-test-stores';

describe('the storage on PostgreSQL', () => {
  storeContract((partitionCount) => openTestStores(2, partitionCount));
});

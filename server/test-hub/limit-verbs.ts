/** Nothing is limited in memory. */
import type { LimitStore } from '../limit-store';

export const LIMIT_VERBS: LimitStore = {
  takePermits: (_nodeId, { wanted }) => Promise.resolve({ granted: wanted, isLess: false, retryMs: null }),
  sortWorkItems: () => Promise.resolve(0),
  functionLimits: () => Promise.resolve(null),
  listFunctionLimits: () => Promise.resolve([]),
  putFunctionLimits: () => Promise.reject(new Error('The test hub limits no functions.')),
  deleteFunctionLimits: () => Promise.resolve(false),
};

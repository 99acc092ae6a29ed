/** The part of the storage port that limits functions in the whole hub. Types only. */
import type { FunctionLimits, PutFunctionLimits } from '@/contract/function-limits';

/** What a node asks for, of one limited activity. */
export type PermitWish = {
  /** The activity, in lower case. */
  name: string;
  /** How many the node runs or holds: they count, whatever the limit says. */
  running: number;
  /** How many more it would begin. */
  wanted: number;
  /** How many it was permitted before and did not begin. */
  unused: number;
};

export type Permits = {
  /** How many it may begin. */
  granted: number;
  /** Whether others may have room for what this node has less than it had. */
  isLess: boolean;
  /** When the rate permits the next, in milliseconds from now; null where it is not the rate that forbids it. */
  retryMs: number | null;
};

export interface LimitStore {
  /** Asks for permission to begin activities. What is permitted counts until the node asks again or ends. */
  takePermits(nodeId: string, wish: PermitWish): Promise<Permits>;
  /** Brings the waiting work items of a partition in line with what is limited at present. Gives how many are limited no more. */
  sortWorkItems(partitionId: number, limited: readonly string[]): Promise<number>;
  /** Null where the activity is not limited. The name counts without regard to case. */
  functionLimits(name: string): Promise<FunctionLimits | null>;
  listFunctionLimits(): Promise<FunctionLimits[]>;
  putFunctionLimits(name: string, limits: PutFunctionLimits, updatedBy: string): Promise<FunctionLimits>;
  /** True where there were any. */
  deleteFunctionLimits(name: string): Promise<boolean>;
}

/** The hub's settings. What their defaults rest on is in `bench/README.md`. */
export type HubOptions = {
  /** How many activities this node runs at once. */
  maxConcurrentActivityFunctions: number;
  /** How many turns of orchestrators it has in progress at once. */
  maxConcurrentOrchestratorFunctions: number;
  /** How many entities it runs operations of at once. */
  maxConcurrentEntityFunctions: number;
  /** A node that was not heard of for so long has lost what it held. */
  leaseMs: number;
  /** How often a node renews, shares out partitions anew, and looks for what no wake-up told it of. */
  heartbeatMs: number;
  /** Checkpoints of one partition that may be under way at once. */
  lanes: number;
  /** About so many messages go into one checkpoint. */
  batchMessagesMax: number;
  /** Instances that the node keeps in memory, in all its partitions together. */
  residentsMax: number;
  /** Timers due within this time are kept in memory. */
  timerHorizonMs: number;
  /** A node that stops waits no longer than this for its activities; those that still run are run again elsewhere. */
  drainMs: number;
  /** A turn that takes longer is interrupted, and its instance waits for somebody to look at it. 0: never. */
  turnBudgetMs: number;
  /** A turn that keeps the whole process from going on for so long ends it. 0: never. */
  watchdogMs: number;
  /** What was under way so often as its process ended, activity or turn, is held back until it is released. At least 2. */
  deliveriesMax: number;
  /** After a partition was left behind, its batches leave marks for so long, by which an instance that ends its process is found. */
  suspicionMs: number;
  /** What becomes of an instance whose code does not match its history: it waits for code that does, or fails. */
  onNonDeterminism: 'hold' | 'fail';
};

export const DEFAULT_HUB_OPTIONS: HubOptions = {
  maxConcurrentActivityFunctions: 1_000,
  maxConcurrentOrchestratorFunctions: 1_000,
  maxConcurrentEntityFunctions: 1_000,
  leaseMs: 10_000,
  heartbeatMs: 2_000,
  lanes: 2,
  batchMessagesMax: 500,
  residentsMax: 20_000,
  timerHorizonMs: 60_000,
  drainMs: 10_000,
  turnBudgetMs: 2_000,
  watchdogMs: 20_000,
  deliveriesMax: 3,
  suspicionMs: 30_000,
  onNonDeterminism: 'hold',
};

import type { Due } from './orchestration-time';

export type SignalOptions = {
  /** The entity does not take it in earlier. */
  dueAt?: Due | undefined;
};

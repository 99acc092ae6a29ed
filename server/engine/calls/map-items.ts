/** Bounded fan-outs over lists. */
import { MapTask } from '../map-task';
import { Task } from '../task';
import type { ContextHost } from './context-host';

export type MapOptions = {
  /** How many items may be under way at a time. */
  concurrency: number;
  /** Shows `{ done, total }` as the custom status, at every further percent. */
  progress?: boolean | undefined;
};

export type MapCall = {
  items: readonly unknown[];
  begin: (item: unknown, index: number) => Task<unknown>;
  options: MapOptions;
  setCustomStatus: (status: unknown) => void;
};

/** Begins with each item in order, as soon as fewer than `concurrency` are under way. Throws for options that are wrong. */
export function mapItems(host: ContextHost, { items, begin, options, setCustomStatus }: MapCall): Task<unknown[]> {
  const { concurrency, progress = false } = options;
  if (!(concurrency >= 1)) throw new RangeError('concurrency must be a number of at least 1.');
  const total = items.length;
  const show = (done: number) => {
    if (progress && percent(done, total) > percent(done - 1, total)) setCustomStatus({ done, total });
  };
  const work = { total, concurrency, begin: (index: number) => asTask(begin(items[index], index)), onDone: show };
  return new MapTask(work, host.awaited);
}

function percent(done: number, total: number): number {
  return Math.floor((done * 100) / total);
}

function asTask(value: unknown): Task<unknown> {
  if (value instanceof Task) return value;
  throw new TypeError('The function given to map has to return a task for each item.');
}

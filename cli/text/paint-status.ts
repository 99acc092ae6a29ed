import type { RuntimeStatus } from '@/contract/runtime-status';
import type { Cell, Output } from '../output';

/** The status in its colour. */
export function paintStatus(out: Output, status: RuntimeStatus): Cell {
  const { green, red, yellow, cyan } = out.colors;
  const paint = {
    ...{ Pending: cyan, Running: cyan, ContinuedAsNew: cyan, Suspended: yellow },
    ...{ Completed: green, Failed: red, Canceled: yellow, Terminated: yellow },
  };
  return { text: status, paint: paint[status] };
}

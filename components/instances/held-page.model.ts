import type { InstancePage, InstanceSummary } from '@/contract/instance';

/** How many rows may come in from above without asking. */
const GENTLE_MAX = 5;

export type HeldPage = {
  /** What is on screen. */
  page: InstancePage;
  /** How many newer instances wait above it. */
  newer: number;
};

type Circumstances = {
  /** Nobody points at a row, has the focus in one, or has scrolled away from the top. */
  undisturbed: boolean;
  /** Instances that this reader has just started, and expects to see. */
  expected: readonly string[];
};

/**
 * Brings a page on screen up to date without pulling rows away from under the reader: rows change in place at once;
 * they move only where that disturbs nobody, and otherwise wait to be asked for.
 */
export function holdPage(shown: InstancePage, fresh: InstancePage, circumstances: Circumstances): HeldPage {
  const arrived = arrivals(shown, fresh);
  const isExpected = arrived.some(({ instanceId }) => circumstances.expected.includes(instanceId));
  const isGentle = circumstances.undisturbed && arrived.length <= GENTLE_MAX;
  if (shown.instances.length === 0 || isExpected || isGentle || hasSameRows(shown, fresh))
    return { page: fresh, newer: 0 };
  return { page: patch(shown, fresh.instances), newer: arrived.length };
}

function arrivals(shown: InstancePage, fresh: InstancePage): InstanceSummary[] {
  const known = new Set(shown.instances.map(({ instanceId }) => instanceId));
  const newest = shown.instances[0]?.createdAt ?? '';
  return fresh.instances.filter(({ instanceId, createdAt }) => createdAt >= newest && !known.has(instanceId));
}

function hasSameRows(shown: InstancePage, fresh: InstancePage): boolean {
  return (
    shown.instances.length === fresh.instances.length &&
    shown.instances.every(({ instanceId }, index) => instanceId === fresh.instances[index]?.instanceId)
  );
}

/** The page with newer versions of its rows, in its own order. */
export function patch(page: InstancePage, versions: readonly InstanceSummary[]): InstancePage {
  const byId = new Map(versions.map((instance) => [instance.instanceId, instance]));
  return { ...page, instances: page.instances.map((instance) => byId.get(instance.instanceId) ?? instance) };
}

/** The rows that may still change but that the fresh page no longer brings: newer ones pushed them off, or the filter. */
export function forgottenRows(shown: InstancePage, fresh: InstancePage): InstanceSummary[] {
  const brought = new Set(fresh.instances.map(({ instanceId }) => instanceId));
  return shown.instances.filter(({ instanceId, completedAt }) => completedAt === null && !brought.has(instanceId));
}

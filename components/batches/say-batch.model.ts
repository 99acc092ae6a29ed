import type { Batch } from '@/contract/batch';

/** What a batch is about, as people say it: `12 instances by id`, or the filter. */
export function sayTargets({ filter, instanceCount }: Pick<Batch, 'filter' | 'instanceCount'>): string {
  if (instanceCount !== null) {
    return `${instanceCount.toLocaleString('en')} ${instanceCount === 1 ? 'instance' : 'instances'} by id`;
  }
  const terms = Object.entries(filter ?? {}).map(([key, value]) => `${key}: ${[value].flat().join(', ')}`);
  return terms.length === 0 ? 'all instances' : terms.join(' · ');
}

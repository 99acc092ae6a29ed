import { fnv1a } from './fnv1a';

/** The partition that owns an instance, from 0. Frozen: another answer would hide every instance there is. */
export function partitionOf(instanceId: string, partitionCount: number): number {
  return fnv1a(instanceId) % partitionCount;
}

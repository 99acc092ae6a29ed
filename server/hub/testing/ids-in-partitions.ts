import { partitionOf } from '../../partition-of';

/** Instance ids that begin with `name`, one for each of the partitions, of a hub with two. */
export function idsInPartitions<Partitions extends readonly number[]>(
  name: string,
  partitions: readonly [...Partitions],
): { [Index in keyof Partitions]: string } {
  const candidates = new Set(Array.from({ length: 100 }, (_, index) => `${name} ${index}`));
  const ids = partitions.map((partition) => {
    const id = [...candidates].find((candidate) => partitionOf(candidate, 2) === partition) ?? '';
    candidates.delete(id);
    return id;
  });
  return ids as { [Index in keyof Partitions]: string };
}

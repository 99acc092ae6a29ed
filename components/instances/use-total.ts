import { useQuery } from '@tanstack/react-query';
import type { InstanceFilter } from '@/contract/instance-filter';
import { statusCountsQuery } from '../queries/status-counts-query';
import { cappedCount } from './capped-count.model';

/** How many instances fit, as it is said; null while nobody knows. Asks what the status chips ask. */
export function useTotal({ status, ...filter }: InstanceFilter): string | null {
  const { data } = useQuery(statusCountsQuery(filter));
  if (data === undefined) return null;
  const counts = Object.entries(data.counts).filter(
    ([each]) => status === undefined || status.some((one) => one === each),
  );
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  const isCapped = counts.some(([, count]) => count >= data.cap);
  return isCapped ? cappedCount(data.cap, data.cap) : cappedCount(sum, Number.POSITIVE_INFINITY);
}

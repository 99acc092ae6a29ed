import { useQuery } from '@tanstack/react-query';
import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import { usePolling } from '../live/use-polling';
import { historyQuery } from '../queries/history-query';

const POLL_MS = 2000;

/** The history of the instance's current generation; it grows as the instance goes on. */
export function useHistory({ instanceId, generation, status }: InstanceDetails) {
  const polling = usePolling(POLL_MS);
  return useQuery({ ...historyQuery(instanceId, generation), refetchInterval: isTerminal(status) ? false : polling });
}

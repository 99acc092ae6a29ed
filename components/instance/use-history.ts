import { useQuery } from '@tanstack/react-query';
import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import { usePolling } from '../live/use-polling';
import { historyQuery } from '../queries/history-query';

const POLL_MS = 2000;

/** The history of one of the instance's generations; that of the present one grows as the instance goes on. */
export function useHistory({ instanceId, generation: present, status }: InstanceDetails, generation: number) {
  const polling = usePolling(POLL_MS);
  const grows = generation === present && !isTerminal(status);
  return useQuery({ ...historyQuery(instanceId, generation), refetchInterval: grows ? polling : false });
}

import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { startInstance } from '../queries/start-instance';
import { pages } from '../urls';

const START = ['start-instance'];

/** Starts an orchestrator, says so, and offers to open the new instance. */
export function useStart(onStarted: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationKey: START,
    mutationFn: startInstance,
    onSuccess: ({ instanceId }, { name }) => {
      onStarted();
      toast.success(`Started ${name}`, {
        description: instanceId,
        action: { label: 'Open', onClick: () => router.push(pages.instance(instanceId)) },
      });
      return client.invalidateQueries({ queryKey: ['instances'] });
    },
  });
}

/** The ids of the instances that were started from this page of the browser. */
export function useStartedHere(): string[] {
  return useMutationState({
    filters: { mutationKey: START, status: 'success' },
    select: (mutation) => startedId(mutation.state.data),
  }).filter((id) => id !== null);
}

function startedId(data: unknown): string | null {
  const isResponse = typeof data === 'object' && data !== null && 'instanceId' in data;
  return isResponse ? String(data.instanceId) : null;
}

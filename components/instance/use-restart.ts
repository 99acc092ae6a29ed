import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import type { RestartRequest } from '@/contract/commands';
import type { InstanceDetails } from '@/contract/instance';
import { refetchChanged } from '../live/hint-gathering';
import { restartInstance } from '../queries/restart-instance';
import { pages } from '../urls';

/** Begins an instance anew, says so, and offers to open the new one. */
export function useRestart({ instanceId, name }: InstanceDetails, onSent: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (request: RestartRequest) => restartInstance(instanceId, request),
    onSuccess: (started) => {
      onSent();
      const open = { label: 'Open', onClick: () => router.push(pages.instance(started.instanceId)) };
      const isNew = started.instanceId !== instanceId;
      toast.success(`Restarted ${name}`, isNew ? { description: started.instanceId, action: open } : {});
    },
    onSettled: () => refetchChanged(client, new Set([instanceId])),
  });
}

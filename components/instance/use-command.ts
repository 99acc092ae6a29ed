import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import type { TerminateRequest } from '@/contract/commands';
import { refetchChanged } from '../live/hint-gathering';
import { commandInstance } from '../queries/command-instance';
import type { InstanceCommand } from '../urls';

const SENT: Record<InstanceCommand, string> = {
  terminate: 'Termination sent',
  suspend: 'Suspension sent',
  resume: 'Resumption sent',
  cancel: 'Cancellation requested',
  rewind: 'Rewind sent',
};

/** Sends a command, says so, and reads the instance again. */
export function useCommand(instanceId: string, command: InstanceCommand, onSent: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: TerminateRequest) => commandInstance(instanceId, command, request),
    onSuccess: () => {
      onSent();
      toast.success(SENT[command]);
    },
    onSettled: () => refetchChanged(client, new Set([instanceId])),
  });
}

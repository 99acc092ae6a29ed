import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import type { RaiseEventRequest } from '@/contract/commands';
import { refetchChanged } from '../live/hint-gathering';
import { raiseEvent } from '../queries/raise-event';

/** Raises an event for the instance, and reads it again. */
export function useRaiseEvent(instanceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ eventName, ...request }: RaiseEventRequest & { eventName: string }) =>
      raiseEvent(instanceId, eventName, request),
    onError: ({ code, message }) => {
      // The card with the question goes away once it has an answer, and a message in it would go too.
      if (code === 'already-decided') toast.error(message);
    },
    onSettled: () => refetchChanged(client, new Set([instanceId])),
  });
}

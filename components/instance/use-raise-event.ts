import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RaiseEventRequest } from '@/contract/commands';
import { refetchChanged } from '../live/hint-gathering';
import { raiseEvent } from '../queries/raise-event';

/** Raises an event for the instance, and reads it again. */
export function useRaiseEvent(instanceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ eventName, ...request }: RaiseEventRequest & { eventName: string }) =>
      raiseEvent(instanceId, eventName, request),
    onSettled: () => refetchChanged(client, new Set([instanceId])),
  });
}

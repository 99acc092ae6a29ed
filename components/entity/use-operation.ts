import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { callEntity, signalEntity } from '../queries/ask-entity';

type Request = { operation: string; input?: unknown };

/** Calls and signals an entity, and reads it again. */
export function useOperation(entityId: string) {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['entity', entityId] }),
      client.invalidateQueries({ queryKey: ['entities'] }),
    ]);
  return {
    call: useMutation({ mutationFn: (request: Request) => callEntity(entityId, request), onSettled }),
    signal: useMutation({
      mutationFn: (request: Request) => signalEntity(entityId, request),
      onSuccess: (_, { operation }) => void toast.success(`Signaled ${operation}`),
      onSettled,
    }),
  };
}

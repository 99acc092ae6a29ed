import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import type { InstanceDetails } from '@/contract/instance';
import { purgeInstance } from '../queries/purge-instance';
import { pages } from '../urls';

/** Purges an instance, and goes back to the list: there is nothing left to look at. */
export function usePurge({ instanceId, name }: InstanceDetails, onPurged: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (options: { force: boolean }) => purgeInstance(instanceId, options),
    onSuccess: () => {
      onPurged();
      toast.success(`Purged ${name}`, { description: instanceId });
      router.push(pages.instances());
      client.removeQueries({ queryKey: ['instance', instanceId] });
      return client.invalidateQueries({ queryKey: ['instances'] });
    },
  });
}

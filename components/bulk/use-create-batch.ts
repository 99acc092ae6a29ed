import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { createBatch } from '../queries/create-batch';
import { pages } from '../urls';

/** Makes a batch, and goes where it is to be watched. */
export function useCreateBatch(onDone: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: createBatch,
    onSuccess: ({ batchId }) => {
      onDone();
      router.push(pages.batch(batchId));
      return client.invalidateQueries({ queryKey: ['batches'] });
    },
  });
}

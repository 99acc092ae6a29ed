'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, Pause, Play } from 'lucide-react';
import type { Batch } from '@/contract/batch';
import { changeBatch } from '../queries/change-batch';
import { Button } from '../ui/button';
import type { BatchCommand } from '../urls';

/** Pauses a batch that has not ended, lets it go on, or ends it. */
export function BatchActions({ batch }: { batch: Batch }) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (command: BatchCommand) => changeBatch(batch.batchId, command),
    onSettled: () => client.invalidateQueries({ queryKey: ['batches'] }),
  });
  if (batch.endedAt !== null) return null;
  const isPaused = batch.state === 'paused';
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {error && (
        <span role="alert" className="text-failed text-xs">
          {error.message}
        </span>
      )}
      <Button busy={isPending} onClick={() => mutate(isPaused ? 'resume' : 'pause')}>
        {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {isPaused ? 'Go on' : 'Pause'}
      </Button>
      <Button intent="danger" busy={isPending} onClick={() => mutate('abort')}>
        <Ban aria-hidden />
        Abort
      </Button>
    </div>
  );
}

'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { toast } from 'sonner';
import { refetchChanged } from '../live/hint-gathering';
import { releaseInstance } from '../queries/release-instance';
import { Button } from '../ui/button';

type Props = { instanceId: string; problem: string };

/** Why an instance cannot go on although it has not ended, and the means to let it try again. */
export function ProblemBanner({ instanceId, problem }: Props) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => releaseInstance(instanceId),
    onSuccess: () => void toast.success('Released: it tries again'),
    onSettled: () => refetchChanged(client, new Set([instanceId])),
  });
  return (
    <div
      role="alert"
      className="flex max-w-[110ch] flex-wrap items-start gap-3 rounded-md border border-suspended/40 bg-suspended/8 px-4 py-3"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-suspended" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">This instance cannot go on</p>
        <p className="mt-0.5 break-words text-muted">{problem}</p>
        {error && <p className="mt-1 text-failed text-xs">{error.message}</p>}
      </div>
      <Button busy={isPending} onClick={() => mutate()}>
        Release
      </Button>
    </div>
  );
}

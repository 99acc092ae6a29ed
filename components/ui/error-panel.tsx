import { CircleAlert, RotateCw } from 'lucide-react';
import type { RequestProblem } from '../queries/request-problem';
import { Button } from './button';

type Props = { what: string; error: RequestProblem; busy?: boolean; onRetry: () => void };

/** What stands in the place of a part that could not be fetched. The rest of the page goes on. */
export function ErrorPanel({ what, error, busy = false, onRetry }: Props) {
  return (
    <div role="alert" className="mx-auto flex max-w-120 flex-col items-center gap-3 px-4 py-16 text-center">
      <CircleAlert aria-hidden className="size-5 text-failed" />
      <div>
        <h2 className="font-semibold text-base">{what}</h2>
        <p className="mt-1 text-muted">{error.message}</p>
        {error.status > 0 && (
          <p className="mt-1 font-mono text-faint text-xs">
            {error.status} {error.code}
          </p>
        )}
      </div>
      <Button onClick={onRetry} busy={busy}>
        <RotateCw aria-hidden />
        Try again
      </Button>
    </div>
  );
}

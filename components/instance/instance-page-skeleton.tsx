import { Skeleton } from '../ui/skeleton';

const ROWS = ['w-2/3', 'w-1/2', 'w-3/5', 'w-2/5', 'w-1/3'];

/** The shape of an instance's page, or an entity's, before it is there. */
export function InstancePageSkeleton({ label = 'Loading the instance' }: { label?: string }) {
  return (
    <div role="status" aria-label={label} className="px-4 pt-5">
      <Skeleton className="h-6 w-56" />
      <Skeleton className="mt-3 h-3 w-96 max-w-full" />
      <Skeleton className="mt-3 h-3 w-72 max-w-full" />
      <div className="mt-8 grid gap-4 border-t pt-6">
        {ROWS.map((width) => (
          <Skeleton key={width} className={`h-3 ${width}`} />
        ))}
      </div>
    </div>
  );
}

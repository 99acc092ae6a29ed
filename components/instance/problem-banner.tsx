import { TriangleAlert } from 'lucide-react';

/** Why an instance cannot go on although it has not ended. */
export function ProblemBanner({ problem }: { problem: string }) {
  return (
    <div
      role="alert"
      className="flex max-w-[110ch] gap-3 rounded-md border border-suspended/40 bg-suspended/8 px-4 py-3"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-suspended" />
      <div className="min-w-0">
        <p className="font-medium">This instance cannot go on</p>
        <p className="mt-0.5 break-words text-muted">{problem}</p>
      </div>
    </div>
  );
}

import type { Batch } from '@/contract/batch';

/** How much of a batch is behind it, as a bar where that is known. */
export function BatchProgress({ batch }: { batch: Batch }) {
  const { matched, done, skipped, failed, endedAt } = batch;
  const behind = done + skipped + failed;
  const whole = matched === null ? null : Math.max(matched, behind);
  const share = (part: number) => `${whole === null || whole === 0 ? 0 : (part / whole) * 100}%`;
  const said = `${behind.toLocaleString('en')}${whole === null ? '' : ` of ${whole.toLocaleString('en')}`}`;
  return (
    <div className="flex min-w-0 items-center gap-3">
      {whole !== null && whole > 0 && (
        <div
          role="progressbar"
          aria-label="Instances behind it"
          aria-valuemin={0}
          aria-valuemax={whole}
          aria-valuenow={behind}
          className="flex h-1.5 min-w-16 flex-1 overflow-hidden rounded-full bg-line"
        >
          <span style={{ width: share(done) }} className="bg-completed transition-[width]" />
          <span style={{ width: share(skipped) }} className="bg-pending transition-[width]" />
          <span style={{ width: share(failed) }} className="bg-failed transition-[width]" />
        </div>
      )}
      <span className="shrink-0 text-muted text-xs tabular-nums">
        {endedAt !== null && behind === 0 ? 'Nothing to do' : said}
      </span>
    </div>
  );
}

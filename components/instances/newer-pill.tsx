import { ArrowUp } from 'lucide-react';

/** Offers the instances that came in while the rows were held still. */
export function NewerPill({ newer, onShow }: { newer: number; onShow: () => void }) {
  return (
    <div aria-live="polite" className="pointer-events-none sticky top-10 z-20 flex h-0 justify-center">
      {newer > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="pointer-events-auto flex h-7 animate-rise items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-accent-ink text-xs shadow-raised transition-colors hover:bg-accent-hover phone:h-11"
        >
          <ArrowUp aria-hidden className="size-3.5" />
          {newer} new
        </button>
      )}
    </div>
  );
}

'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import type { InstancePage } from '@/contract/instance';
import { useShortcut } from '../shortcuts/use-shortcut';
import { Button } from '../ui/button';

type Props = {
  page: InstancePage;
  cursor: string | null;
  /** Whether the page is the one that the cursor asks for. */
  isCurrent: boolean;
  onTurn: (cursor: string | null, quietly?: boolean) => void;
};

/** Leads to older and newer pages. */
export function Pager({ page, cursor, isCurrent, onTurn }: Props) {
  const { next, previous } = page;
  const turn = (to: string) => {
    document.querySelector('main')?.scrollTo({ top: 0 });
    onTurn(to);
  };
  const older = () => next !== null && turn(next);
  const newer = () => previous !== null && turn(previous);
  useShortcut('nextPage', older, next !== null);
  useShortcut('previousPage', newer, previous !== null);

  // Back at the newest instances the cursor is dropped, so that new ones come in.
  const home = useEffectEvent(() => onTurn(null, true));
  const isHome = isCurrent && cursor !== null && previous === null;
  useEffect(() => {
    if (isHome) home();
  }, [isHome]);

  if (next === null && previous === null) return null;
  return (
    <nav
      aria-label="Pages of instances"
      className="sticky bottom-0 mt-auto flex items-center justify-end gap-1.5 border-t bg-panel px-4 py-2"
    >
      <Button intent="quiet" disabled={previous === null} onClick={newer}>
        <ChevronLeft aria-hidden />
        Newer
      </Button>
      <Button intent="quiet" disabled={next === null} onClick={older}>
        Older
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}

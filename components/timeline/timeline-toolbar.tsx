'use client';

import { FoldHorizontal, FoldVertical, UnfoldVertical } from 'lucide-react';
import { Button } from '../ui/button';
import { ShortcutKeys } from '../ui/shortcut-keys';
import type { TaskGroup } from './task-group';
import { summary } from './timeline-summary.model';

type Props = {
  tasks: readonly TaskGroup[];
  /** Null where there is no idle time to shorten. */
  collapseIdle: boolean | null;
  onCollapseIdle: (collapse: boolean) => void;
  /** Null where there is no group to unfold. */
  onToggleAll: (() => void) | null;
  isUnfolded: boolean;
};

/** What the timeline holds, and how it is drawn. */
export function TimelineToolbar({ tasks, collapseIdle, onCollapseIdle, onToggleAll, isUnfolded }: Props) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-1.5 px-4 py-1">
      <p className="mr-auto text-faint text-xs">{summary(tasks)}</p>
      {onToggleAll !== null && (
        <Button intent="quiet" onClick={onToggleAll}>
          {isUnfolded ? <FoldVertical aria-hidden /> : <UnfoldVertical aria-hidden />}
          {isUnfolded ? 'Fold' : 'Unfold'}
          <ShortcutKeys keys="x" />
        </Button>
      )}
      {collapseIdle !== null && (
        <Button
          intent="quiet"
          aria-pressed={collapseIdle}
          onClick={() => onCollapseIdle(!collapseIdle)}
          className={collapseIdle ? 'text-accent-text!' : undefined}
        >
          <FoldHorizontal aria-hidden />
          Shorten idle time
          <ShortcutKeys keys="w" />
        </Button>
      )}
    </div>
  );
}

'use client';

import { FoldHorizontal, UnfoldVertical } from 'lucide-react';
import { Button } from '../ui/button';
import { ShortcutKeys } from '../ui/shortcut-keys';
import type { TaskGroup } from './task-group';
import { summary } from './timeline-summary.model';

type Props = {
  tasks: readonly TaskGroup[];
  /** Null where there is no idle time to shorten. */
  collapseIdle: boolean | null;
  onCollapseIdle: (collapse: boolean) => void;
  onToggleAll: (() => void) | null;
};

/** What the timeline holds, and how it is drawn. */
export function TimelineToolbar({ tasks, collapseIdle, onCollapseIdle, onToggleAll }: Props) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-1.5 px-4 py-1">
      <p className="mr-auto text-faint text-xs">{summary(tasks)}</p>
      {onToggleAll !== null && (
        <Button intent="quiet" onClick={onToggleAll}>
          <UnfoldVertical aria-hidden />
          Unfold
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

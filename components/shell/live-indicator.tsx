'use client';

import { clsx } from 'clsx';
import { Pause, Play } from 'lucide-react';
import type { LiveState } from '../live/live-context';
import { useLive } from '../live/use-live';
import { Button } from '../ui/button';
import { Hint } from '../ui/hint';

const STATES: Record<LiveState, { label: string; dot: string; meaning: string }> = {
  connecting: { label: 'Connecting', dot: 'bg-faint', meaning: 'Connecting to the server.' },
  live: { label: 'Live', dot: 'bg-completed', meaning: 'What you see is up to date. Press to pause.' },
  reconnecting: {
    label: 'Reconnecting',
    dot: 'bg-suspended',
    meaning: 'The live connection is lost; the page asks every few seconds instead.',
  },
  paused: { label: 'Paused', dot: 'bg-faint', meaning: 'What you see stands still. Press to go on.' },
};

/** Whether the page follows what happens. Pressing it pauses and resumes that. */
export function LiveIndicator() {
  const { state, setPaused } = useLive();
  const { label, dot, meaning } = STATES[state];
  const Icon = state === 'paused' ? Play : Pause;
  return (
    <>
      <Hint content={meaning} side="bottom">
        <Button
          intent="quiet"
          aria-pressed={state === 'paused'}
          onClick={() => setPaused(state !== 'paused')}
          className="group"
        >
          <span aria-hidden className="grid size-3.5 place-items-center">
            <span className={clsx('size-1.5 rounded-full group-hover:hidden', dot)} />
            <Icon className="hidden size-3! group-hover:block" />
          </span>
          {label}
        </Button>
      </Hint>
      {/* Beside the button, because within one a status is not announced. */}
      <span role="status" className="sr-only">
        {label}
      </span>
    </>
  );
}

'use client';

import { Play, Rows3 } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useOverlays } from '../shell/overlay-context';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { EmptyState } from '../ui/empty-state';

const never = () => () => undefined;

/** What an empty task hub shows: how to start something. */
export function NoInstances() {
  const { show } = useOverlays();
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'http://localhost:7071',
  );
  const command = `curl -X POST ${origin}/api/HelloWorld`;
  return (
    <EmptyState icon={Rows3} title="Nothing has been started yet">
      <p>Start an orchestrator, and it shows up here by itself.</p>
      <div className="flex w-full items-center justify-between gap-2 rounded-md border bg-ground py-1.5 pr-1.5 pl-3 text-left">
        <code className="scrollbar-thin min-w-0 overflow-x-auto whitespace-nowrap font-mono text-ink text-xs">
          {command}
        </code>
        <CopyButton text={command} label="Copy the command" />
      </div>
      <Button intent="primary" size="large" onClick={() => show({ type: 'start', orchestrator: null })}>
        <Play aria-hidden />
        Start an orchestrator
      </Button>
    </EmptyState>
  );
}

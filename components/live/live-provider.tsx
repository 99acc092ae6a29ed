'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { api } from '../urls';
import { openChangeStream } from './change-stream';
import { gatherHints, refetchChanged } from './hint-gathering';
import { type Live, LiveContext, type LiveState } from './live-context';
import { useDocumentVisible } from './use-document-visible';

/** Keeps what is on screen up to date by the server's hints, while somebody can see it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const visible = useDocumentVisible();
  const [paused, setPaused] = useState(false);
  const [connection, setConnection] = useState<Exclude<LiveState, 'paused'>>('connecting');

  useEffect(() => {
    if (paused || !visible) return;
    const hints = gatherHints(client);
    const close = openChangeStream(api.changes(), {
      onOpen: () => {
        setConnection('live');
        // What changed while nobody listened was not hinted at.
        void refetchChanged(client, 'all');
      },
      onLost: () => setConnection('reconnecting'),
      onHint: hints.add,
    });
    return () => {
      close();
      hints.stop();
    };
  }, [client, paused, visible]);

  const live = useMemo<Live>(() => ({ state: paused ? 'paused' : connection, setPaused }), [paused, connection]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

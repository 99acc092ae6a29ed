'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { type Overlay, OverlayContext, type Overlays } from './overlay-context';

/** Remembers which overlay is open. */
export function OverlayProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Overlay | null>(null);
  const overlays = useMemo<Overlays>(() => ({ shown, show: setShown, hide: () => setShown(null) }), [shown]);
  return <OverlayContext value={overlays}>{children}</OverlayContext>;
}

import { createContext, use } from 'react';

/** What may lie above the page; one at a time. */
export type Overlay =
  | { type: 'palette' }
  | { type: 'shortcuts' }
  | { type: 'navigation' }
  | { type: 'start'; orchestrator: string | null };

export type Overlays = { shown: Overlay | null; show: (overlay: Overlay) => void; hide: () => void };

export const OverlayContext = createContext<Overlays>({ shown: null, show: () => undefined, hide: () => undefined });

export function useOverlays(): Overlays {
  return use(OverlayContext);
}

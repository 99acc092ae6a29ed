'use client';

import type { ReactNode } from 'react';
import { LiveProvider } from '../live/live-provider';
import { GlobalShortcuts } from './global-shortcuts';
import { OverlayProvider } from './overlay-provider';
import { Overlays } from './overlays';
import { Rail } from './rail';
import { TopBar } from './top-bar';

/** The frame around every page: the rail at the left, the bar at the top, and the page, which alone scrolls. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <OverlayProvider>
        <GlobalShortcuts />
        <a
          href="#page"
          className="-translate-y-16 fixed top-2 left-2 z-50 rounded-md bg-accent px-3 py-1.5 text-accent-ink focus:translate-y-0"
        >
          Skip to the page
        </a>
        <div className="flex h-dvh">
          <Rail />
          <div className="flex min-w-0 flex-1 flex-col">
            <TopBar />
            <main
              id="page"
              tabIndex={-1}
              className="scrollbar-thin relative min-h-0 flex-1 overflow-y-auto outline-none"
            >
              {children}
            </main>
          </div>
        </div>
        <Overlays />
      </OverlayProvider>
    </LiveProvider>
  );
}

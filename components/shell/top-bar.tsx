'use client';

import { Menu as MenuIcon, Search } from 'lucide-react';
import { Button } from '../ui/button';
import { ShortcutKeys } from '../ui/shortcut-keys';
import { AppearanceMenu } from './appearance-menu';
import { Breadcrumbs } from './breadcrumbs';
import { LiveIndicator } from './live-indicator';
import { useOverlays } from './overlay-context';

/** Where one is, whether it is live, and what is at hand everywhere. */
export function TopBar() {
  const { show } = useOverlays();
  return (
    <header className="flex h-12 shrink-0 items-center gap-1.5 border-b px-4 phone:px-1.5">
      <Button
        intent="quiet"
        size="icon"
        aria-label="Open navigation"
        className="md:hidden"
        onClick={() => show({ type: 'navigation' })}
      >
        <MenuIcon aria-hidden className="size-4!" />
      </Button>
      <Breadcrumbs />
      <div className="ml-auto flex items-center gap-1.5 phone:gap-0">
        <LiveIndicator />
        <Button
          intent="quiet"
          onClick={() => show({ type: 'palette' })}
          aria-label="Command palette"
          className="phone:size-11 phone:px-0"
        >
          <Search aria-hidden />
          <ShortcutKeys keys="mod+k" />
        </Button>
        <AppearanceMenu />
      </div>
    </header>
  );
}

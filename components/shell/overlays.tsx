'use client';

import dynamic from 'next/dynamic';
import { ShortcutSheet } from '../shortcuts/shortcut-sheet';
import { NavigationDrawer } from './navigation-drawer';
import { type Overlay, useOverlays } from './overlay-context';
import { useOnceTrue } from './use-once-true';

const CommandPalette = dynamic(() => import('../palette/command-palette').then((module) => module.CommandPalette));
const StartDialog = dynamic(() => import('../start/start-dialog').then((module) => module.StartDialog));

/** Everything that can lie above the page. The larger two are fetched when first asked for. */
export function Overlays() {
  const { shown, hide } = useOverlays();
  const isOpen = (type: Overlay['type']) => shown?.type === type;
  const wantsPalette = useOnceTrue(isOpen('palette'));
  const wantsStart = useOnceTrue(isOpen('start'));
  return (
    <>
      {wantsPalette && <CommandPalette open={isOpen('palette')} onClose={hide} />}
      {wantsStart && (
        <StartDialog
          orchestrator={shown?.type === 'start' ? shown.orchestrator : null}
          open={isOpen('start')}
          onClose={hide}
        />
      )}
      <ShortcutSheet open={isOpen('shortcuts')} onClose={hide} />
      <NavigationDrawer open={isOpen('navigation')} onClose={hide} />
    </>
  );
}

'use client';

import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { ShortcutSheet } from '../shortcuts/shortcut-sheet';
import { NavigationDrawer } from './navigation-drawer';
import { type Overlay, useOverlays } from './overlay-context';
import { useOnceTrue } from './use-once-true';

const palette = () => import('../palette/command-palette').then((module) => module.CommandPalette);
const startDialog = () => import('../start/start-dialog').then((module) => module.StartDialog);
const CommandPalette = dynamic(palette);
const StartDialog = dynamic(startDialog);

/** Everything that can lie above the page. The larger two are fetched after the page itself. */
export function Overlays() {
  const { shown, hide } = useOverlays();
  useEffect(() => {
    // Whoever opens one goes on typing at once.
    void Promise.all([palette(), startDialog()]);
  }, []);
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

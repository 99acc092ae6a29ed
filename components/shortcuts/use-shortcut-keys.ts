import { useEffect } from 'react';
import { usePreference } from '../preferences/preference';
import { singleKeys } from '../preferences/single-keys';
import { matchKeys, spellKey } from './key-press.model';
import { boundShortcuts } from './shortcut-bindings';

const SEQUENCE_MS = 1200;

/** Listens to the keyboard for the whole document. Used once, by the shell. */
export function useShortcutKeys(): void {
  const withSingleKeys = usePreference(singleKeys) === 'on';
  useEffect(() => {
    let pressed: string[] = [];
    let lastAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      const key = spellKey(event);
      if (event.defaultPrevented || key === null || isTakenElsewhere(event, key, withSingleKeys)) return;
      pressed = event.timeStamp - lastAt > SEQUENCE_MS ? [key] : [...pressed, key];
      lastAt = event.timeStamp;
      const match = matchKeys(pressed, boundShortcuts());
      if (match.type === 'wait') return;
      pressed = [];
      if (match.type === 'none') return;
      event.preventDefault();
      match.id.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [withSingleKeys]);
}

/** Plain keys belong to whoever types, and to dialogs and menus while one is open. */
function isTakenElsewhere(event: KeyboardEvent, key: string, withSingleKeys: boolean): boolean {
  if (key.startsWith('mod+')) return false;
  const target = event.target instanceof Element ? event.target : null;
  const typing = target?.closest(
    'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"], [role="alertdialog"]',
  );
  return !withSingleKeys || Boolean(typing);
}

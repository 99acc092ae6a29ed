'use client';

import { useRouter } from 'next/navigation';
import { setPreference, usePreference } from '../preferences/preference';
import { railWidth } from '../preferences/rail-width';
import { useShortcut } from '../shortcuts/use-shortcut';
import { useShortcutKeys } from '../shortcuts/use-shortcut-keys';
import { pages } from '../urls';
import { useOverlays } from './overlay-context';

/** What the keyboard does on every page. */
export function GlobalShortcuts() {
  const router = useRouter();
  const { show } = useOverlays();
  const rail = usePreference(railWidth);
  useShortcutKeys();
  useShortcut('palette', () => show({ type: 'palette' }));
  useShortcut('search', () => show({ type: 'palette' }));
  useShortcut('sheet', () => show({ type: 'shortcuts' }));
  useShortcut('start', () => show({ type: 'start', orchestrator: null }));
  useShortcut('goToOverview', () => router.push(pages.overview()));
  useShortcut('goToInstances', () => router.push(pages.instances()));
  useShortcut('goToEntities', () => router.push(pages.entities()));
  useShortcut('rail', () => setPreference(railWidth, rail === 'wide' ? 'narrow' : 'wide'));
  return null;
}

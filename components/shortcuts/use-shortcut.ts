import { useEffect, useEffectEvent } from 'react';
import { bindShortcut } from './shortcut-bindings';
import type { ShortcutId } from './shortcut-catalogue';

/** Binds a shortcut for as long as the component is there, and `enabled` is true. */
export function useShortcut(id: ShortcutId, run: () => void, enabled = true): void {
  const press = useEffectEvent(run);
  useEffect(() => (enabled ? bindShortcut(id, () => press()) : undefined), [id, enabled]);
}

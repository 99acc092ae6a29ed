import { SHORTCUTS, type ShortcutId } from './shortcut-catalogue';

type Binding = { id: ShortcutId; run: () => void };

const bindings: Binding[] = [];

/** Binds a shortcut until the returned function is called. The most recent binding of a key wins. */
export function bindShortcut(id: ShortcutId, run: () => void): () => void {
  const binding = { id, run };
  bindings.push(binding);
  return () => void bindings.splice(bindings.indexOf(binding), 1);
}

/** What is bound now, oldest first. */
export function boundShortcuts(): { id: Binding; keys: string }[] {
  return bindings.map((binding) => ({ id: binding, keys: SHORTCUTS[binding.id].keys }));
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>;

/** How the catalogue spells a key press; null for what no shortcut can be, such as a lone modifier. */
export function spellKey({ key, metaKey, ctrlKey, altKey }: KeyPress): string | null {
  if (altKey || ['Shift', 'Meta', 'Control', 'Alt', 'AltGraph'].includes(key)) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return metaKey || ctrlKey ? `mod+${name}` : name;
}

export type Match<T> = { type: 'run'; id: T } | { type: 'wait' } | { type: 'none' };

/**
 * Finds the shortcut that the pressed keys spell. `bound` has the active ones, the most recently bound last; the last
 * match wins. `wait` says that more keys may follow.
 */
export function matchKeys<T>(pressed: readonly string[], bound: readonly { id: T; keys: string }[]): Match<T> {
  const typed = pressed.join(' ');
  const found = bound.findLast(({ keys }) => keys === typed);
  if (found !== undefined) return { type: 'run', id: found.id };
  return bound.some(({ keys }) => keys.startsWith(`${typed} `)) ? { type: 'wait' } : { type: 'none' };
}

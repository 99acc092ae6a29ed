import { useState } from 'react';

/** Which groups are unfolded. */
export function useExpanded() {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  return {
    expanded,
    toggle: (key: string) =>
      setExpanded((current) => (current.has(key) ? without(current, key) : new Set([...current, key]))),
    toggleAll: (keys: readonly string[]) => setExpanded((current) => (current.size > 0 ? new Set() : new Set(keys))),
  };
}

function without(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return new Set([...set].filter((other) => other !== key));
}

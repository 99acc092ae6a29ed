'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;
const isApple = () => /mac|iphone|ipad/i.test(navigator.platform);

type Props = { keys: string /** Without caps around the keys. */; bare?: boolean };

/** The keys of a shortcut as this machine names them: `mod+k` is ⌘K or Ctrl K. Hidden where there is no keyboard. */
export function ShortcutKeys({ keys, bare = false }: Props) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  const named = keys.replace('mod+', apple ? '⌘ ' : 'Ctrl ').split(' ');
  const shown = keys.startsWith('mod+') ? named.map((key) => (key.length === 1 ? key.toUpperCase() : key)) : named;
  return (
    <span className="inline-flex gap-0.5 font-normal pointer-coarse:hidden">
      {shown.map((key) => (
        <kbd
          key={key}
          className={
            bare
              ? 'font-sans'
              : 'inline-grid h-4.5 min-w-4.5 place-items-center rounded-sm border border-line-strong bg-panel px-1 font-sans text-2xs text-muted'
          }
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}

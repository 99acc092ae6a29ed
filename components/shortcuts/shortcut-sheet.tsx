'use client';

import { Switch } from 'radix-ui';
import { setPreference, usePreference } from '../preferences/preference';
import { singleKeys } from '../preferences/single-keys';
import { Dialog } from '../ui/dialog';
import { ShortcutKeys } from '../ui/shortcut-keys';
import { NATIVE_SHORTCUTS, SHORTCUTS } from './shortcut-catalogue';

const ALL = [...Object.values(SHORTCUTS), ...NATIVE_SHORTCUTS];
const PLACES = [...new Set(ALL.map(({ where }) => where))];

type Props = { open: boolean; onClose: () => void };

/** Every shortcut, by the place where it works. */
export function ShortcutSheet({ open, onClose }: Props) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <div className="grid gap-5">
        <SingleKeySwitch />
        {PLACES.map((place) => (
          <section key={place}>
            <h3 className="caps pb-1">{place}</h3>
            <dl>
              {ALL.filter(({ where }) => where === place).map(({ keys, does }) => (
                <div key={does} className="flex items-center justify-between border-line border-b py-1.5 last:border-0">
                  <dt>{does}</dt>
                  <dd>
                    <ShortcutKeys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function SingleKeySwitch() {
  const value = usePreference(singleKeys);
  return (
    <label className="flex items-center justify-between gap-4 border-b pb-4" htmlFor="single-keys">
      <span>
        <span className="block font-medium">Single-key shortcuts</span>
        <span className="text-muted text-xs">Off, only shortcuts with ⌘ or Ctrl work.</span>
      </span>
      <Switch.Root
        id="single-keys"
        checked={value === 'on'}
        onCheckedChange={(on) => setPreference(singleKeys, on ? 'on' : 'off')}
        className="h-5 w-9 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="block size-4 rounded-full bg-panel shadow-control transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-accent-ink" />
      </Switch.Root>
    </label>
  );
}

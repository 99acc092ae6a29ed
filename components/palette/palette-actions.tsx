'use client';

import { useQuery } from '@tanstack/react-query';
import { Boxes, Keyboard, Moon, Play, Rows3, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { setPreference } from '../preferences/preference';
import { theme } from '../preferences/theme';
import { functionListQuery } from '../queries/function-list-query';
import { useOverlays } from '../shell/overlay-context';
import { orchestratorNames } from '../start/orchestrator-names.model';
import { ShortcutKeys } from '../ui/shortcut-keys';
import { pages } from '../urls';
import { PaletteGroup, PaletteItem } from './palette-item';

/** Where one can go, and what one can do, from anywhere. */
export function PaletteActions({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const { show } = useOverlays();
  const { data } = useQuery(functionListQuery());
  const then = (act: () => void) => () => {
    onDone();
    act();
  };
  return (
    <>
      <PaletteGroup heading="Go to">
        <PaletteItem
          value="Go to Instances"
          icon={<Rows3 aria-hidden />}
          onSelect={then(() => router.push(pages.instances()))}
        >
          <span className="flex-1">Instances</span>
          <ShortcutKeys keys="g i" />
        </PaletteItem>
        <PaletteItem
          value="Go to Entities"
          icon={<Boxes aria-hidden />}
          onSelect={then(() => router.push(pages.entities()))}
        >
          <span className="flex-1">Entities</span>
          <ShortcutKeys keys="g e" />
        </PaletteItem>
      </PaletteGroup>
      <PaletteGroup heading="Start">
        {(data === undefined ? [] : orchestratorNames(data)).map((name) => (
          <PaletteItem
            key={name}
            value={`Start ${name}`}
            icon={<Play aria-hidden />}
            onSelect={then(() => show({ type: 'start', orchestrator: name }))}
          >
            Start {name}…
          </PaletteItem>
        ))}
      </PaletteGroup>
      <PaletteGroup heading="Dashboard">
        <PaletteItem
          value="Light theme"
          icon={<Sun aria-hidden />}
          onSelect={then(() => setPreference(theme, 'light'))}
        >
          Light theme
        </PaletteItem>
        <PaletteItem value="Dark theme" icon={<Moon aria-hidden />} onSelect={then(() => setPreference(theme, 'dark'))}>
          Dark theme
        </PaletteItem>
        <PaletteItem
          value="Keyboard shortcuts"
          icon={<Keyboard aria-hidden />}
          onSelect={then(() => show({ type: 'shortcuts' }))}
        >
          <span className="flex-1">Keyboard shortcuts</span>
          <ShortcutKeys keys="?" />
        </PaletteItem>
      </PaletteGroup>
    </>
  );
}

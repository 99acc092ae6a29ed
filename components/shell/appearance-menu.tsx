'use client';

import { Clock, Globe, Monitor, Moon, Sun, Timer } from 'lucide-react';
import { setPreference, usePreference } from '../preferences/preference';
import { theme } from '../preferences/theme';
import { timeFormat } from '../preferences/time-format';
import { Button } from '../ui/button';
import { Menu, MenuChoice } from '../ui/menu';

/** Light or dark, and how times are written. */
export function AppearanceMenu() {
  const chosenTheme = usePreference(theme);
  const chosenTimes = usePreference(timeFormat);
  return (
    <Menu
      trigger={
        <Button intent="quiet" size="icon" aria-label="Appearance">
          <Sun aria-hidden className="size-4! [[data-theme=dark]_&]:hidden" />
          <Moon aria-hidden className="hidden size-4! [[data-theme=dark]_&]:block" />
        </Button>
      }
    >
      <MenuChoice
        label="Theme"
        value={chosenTheme}
        onChange={(value) => setPreference(theme, value)}
        options={[
          { value: 'system', text: 'System', icon: <Monitor aria-hidden /> },
          { value: 'light', text: 'Light', icon: <Sun aria-hidden /> },
          { value: 'dark', text: 'Dark', icon: <Moon aria-hidden /> },
        ]}
      />
      <MenuChoice
        label="Times"
        value={chosenTimes}
        onChange={(value) => setPreference(timeFormat, value)}
        options={[
          { value: 'relative', text: 'Relative', icon: <Timer aria-hidden /> },
          { value: 'local', text: 'Local', icon: <Clock aria-hidden /> },
          { value: 'utc', text: 'UTC', icon: <Globe aria-hidden /> },
        ]}
      />
    </Menu>
  );
}

import {
  Ban,
  Check,
  Circle,
  Hourglass,
  type LucideIcon,
  OctagonX,
  Pause,
  RefreshCw,
  Square,
  UserRound,
} from 'lucide-react';
import type { DisplayStatus } from './display-status.model';
import { RunningIcon } from './running-icon';

/** `text` is the colour of the word beside the icon, where it is another: what went well need not speak up. */
type Appearance = { label: string; Icon: LucideIcon | typeof RunningIcon; ink: string; fill: string; text?: string };

/** Each status has its own shape, word and colour, in this order of importance. */
export const STATUS_APPEARANCE: Record<DisplayStatus, Appearance> = {
  Pending: { label: 'Pending', Icon: Circle, ink: 'text-pending', fill: 'bg-pending' },
  Running: { label: 'Running', Icon: RunningIcon, ink: 'text-running', fill: 'bg-running' },
  WaitingForHuman: { label: 'Waiting for human', Icon: UserRound, ink: 'text-human', fill: 'bg-human' },
  Waiting: { label: 'Waiting', Icon: Hourglass, ink: 'text-waiting', fill: 'bg-waiting' },
  Suspended: { label: 'Suspended', Icon: Pause, ink: 'text-suspended', fill: 'bg-suspended' },
  ContinuedAsNew: { label: 'Continued as new', Icon: RefreshCw, ink: 'text-continued', fill: 'bg-continued' },
  Completed: { label: 'Completed', Icon: Check, ink: 'text-completed', fill: 'bg-completed', text: 'text-muted' },
  Failed: { label: 'Failed', Icon: OctagonX, ink: 'text-failed', fill: 'bg-failed' },
  Canceled: { label: 'Canceled', Icon: Ban, ink: 'text-canceled', fill: 'bg-canceled' },
  Terminated: { label: 'Terminated', Icon: Square, ink: 'text-terminated', fill: 'bg-terminated' },
};

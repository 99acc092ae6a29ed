import { Ban, Check, type LucideIcon, Pause } from 'lucide-react';
import type { BatchState } from '@/contract/batch';
import { RunningIcon } from '../status/running-icon';

type Look = { label: string; Icon: LucideIcon | typeof RunningIcon; ink: string };

/** How each state of a batch looks. */
export const BATCH_LOOK: Record<BatchState, Look> = {
  running: { label: 'Running', Icon: RunningIcon, ink: 'text-running' },
  paused: { label: 'Paused', Icon: Pause, ink: 'text-suspended' },
  completed: { label: 'Completed', Icon: Check, ink: 'text-completed' },
  aborted: { label: 'Aborted', Icon: Ban, ink: 'text-canceled' },
};

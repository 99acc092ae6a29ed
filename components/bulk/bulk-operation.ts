import { CalendarClock, type LucideIcon, Pause, Play, Radio, RotateCcw, Square, StepBack, Trash2 } from 'lucide-react';
import type { BatchOperation } from '@/contract/batch';

type Look = {
  label: string;
  icon: LucideIcon;
  /** What becomes of each instance. */
  consequence: string;
  /** To be typed before it can be done: it cannot be undone. */
  word: string | null;
};

/** What can be done to many instances, in the order in which it is offered. */
export const BULK_LOOK: Record<BatchOperation, Look> = {
  terminate: {
    label: 'Terminate',
    icon: Square,
    consequence: 'Each ends at once, with its sub-orchestrations. This cannot be undone.',
    word: 'terminate',
  },
  cancel: {
    label: 'Cancel',
    icon: CalendarClock,
    consequence: 'Each is asked to come to an end, and may clean up before it does.',
    word: 'cancel',
  },
  suspend: { label: 'Suspend', icon: Pause, consequence: 'Each stops where it is until it is resumed.', word: null },
  resume: { label: 'Resume', icon: Play, consequence: 'Each that is suspended goes on where it stopped.', word: null },
  rewind: {
    label: 'Rewind',
    icon: StepBack,
    consequence: 'Each that failed tries again what failed. What succeeded is kept.',
    word: null,
  },
  raiseEvent: {
    label: 'Raise event',
    icon: Radio,
    consequence: 'Each that has not ended gets the same external event, once.',
    word: null,
  },
  restart: {
    label: 'Restart',
    icon: RotateCcw,
    consequence: 'Each that has ended begins again with its input, under its id. Its history is replaced.',
    word: 'restart',
  },
  purge: {
    label: 'Purge',
    icon: Trash2,
    consequence:
      'Each that has ended goes for good, with its history and its sub-orchestrations. This cannot be undone.',
    word: 'purge',
  },
};

import { isTerminal, type RuntimeStatus } from '@/contract/runtime-status';
import type { InstanceAction } from './instance-action';

/** Why the action makes no sense in this status; null where it does. */
export function refusal(status: RuntimeStatus, action: InstanceAction): string | null {
  if (action === 'restart' || action === 'purge') return null;
  if (action === 'rewind') return status === 'Failed' ? null : 'Only what failed can be rewound';
  if (isTerminal(status)) return `Already ${status.toLowerCase()}`;
  if (action === 'suspend' && status === 'Suspended') return 'Already suspended';
  if (action === 'resume' && status !== 'Suspended') return 'Not suspended';
  return null;
}

import { isTerminal, type RuntimeStatus } from '@/contract/runtime-status';
import type { InstanceCommand } from '../queries/command-instance';

/** Why the action makes no sense in this status; null where it does. */
export function refusal(status: RuntimeStatus, action: InstanceCommand | 'raise'): string | null {
  if (isTerminal(status)) return `Already ${status.toLowerCase()}`;
  if (action === 'suspend' && status === 'Suspended') return 'Already suspended';
  if (action === 'resume' && status !== 'Suspended') return 'Not suspended';
  return null;
}

import { RUNTIME_STATUSES, type RuntimeStatus } from '@/contract/runtime-status';

/** Reads a status however it is cased in the URL; null for what is none. */
export function parseStatus(text: string): RuntimeStatus | null {
  return RUNTIME_STATUSES.find((status) => status.toLowerCase() === text.trim().toLowerCase()) ?? null;
}

/** How a status is written in the URL. */
export function serializeStatus(status: RuntimeStatus): string {
  return status.toLowerCase();
}

/** The statuses with one added or taken away, in their usual order. */
export function toggleStatus(statuses: readonly RuntimeStatus[], toggled: RuntimeStatus): RuntimeStatus[] {
  return RUNTIME_STATUSES.filter((status) => statuses.includes(status) !== (status === toggled));
}

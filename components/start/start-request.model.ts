import type { StartRequest } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance';
import { parseJson } from '../json/parse-json.model';

/** What was typed so far. `version` is null for the default one; `startAt` as the browser's own field writes it. */
export type StartDraft = { name: string; version: string | null; instanceId: string; input: string; startAt: string };

export const EMPTY_START: StartDraft = { name: '', version: null, instanceId: '', input: '', startAt: '' };

/** What is wrong with the id; null where nothing is. */
export function idProblem({ instanceId }: StartDraft): string | null {
  if (instanceId === '') return null;
  return instanceIdSchema.safeParse(instanceId).error?.issues[0]?.message ?? null;
}

/** The request, once all of it is well; null before. */
export function toStartRequest(draft: StartDraft): StartRequest | null {
  const { name, version, instanceId, startAt } = draft;
  const input = parseJson(draft.input);
  if (name === '' || input.type === 'invalid' || idProblem(draft) !== null) return null;
  return {
    name,
    ...(version !== null && { version }),
    ...(instanceId !== '' && { instanceId }),
    ...(input.type === 'value' && { input: input.value }),
    ...(startAt !== '' && { startAt: new Date(startAt).toISOString() }),
  };
}

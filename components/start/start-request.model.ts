import type { StartRequest } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance-id';
import { tagsSchema } from '@/contract/tags';
import { parseJson } from '../json/parse-json.model';

/** What was typed so far. `version` is null for the default one; `startAt` as the browser's own field writes it. */
export type StartDraft = {
  name: string;
  version: string | null;
  instanceId: string;
  input: string;
  startAt: string;
  /** As `name=value`, with commas between them. */
  tags: string;
  onConflict: NonNullable<StartRequest['onConflict']>;
};

export const EMPTY_START: StartDraft = {
  name: '',
  version: null,
  instanceId: '',
  input: '',
  startAt: '',
  tags: '',
  onConflict: 'error',
};

/** What is wrong with the id; null where nothing is. */
export function idProblem({ instanceId }: StartDraft): string | null {
  if (instanceId === '') return null;
  return instanceIdSchema.safeParse(instanceId).error?.issues[0]?.message ?? null;
}

/** What is wrong with the tags; null where nothing is. */
export function tagsProblem({ tags }: StartDraft): string | null {
  const written = tagsOf(tags);
  if (written === null) return 'Write each tag as name=value.';
  return tagsSchema.safeParse(written).error?.issues[0]?.message ?? null;
}

/** Null where one of them is no tag. */
function tagsOf(text: string): Record<string, string> | null {
  const tags = text.split(',').flatMap((each) => each.trim() || []);
  if (tags.some((tag) => tag.indexOf('=') < 1)) return null;
  return Object.fromEntries(tags.map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]));
}

/** The request, once all of it is well; null before. */
export function toStartRequest(draft: StartDraft): StartRequest | null {
  const { name, version, instanceId, startAt, onConflict } = draft;
  const tags = tagsOf(draft.tags);
  const input = parseJson(draft.input);
  if (
    name === '' ||
    input.type === 'invalid' ||
    idProblem(draft) !== null ||
    tags === null ||
    tagsProblem(draft) !== null
  )
    return null;
  return {
    name,
    ...(version !== null && { version }),
    ...(instanceId !== '' && { instanceId }),
    ...(input.type === 'value' && { input: input.value }),
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(onConflict !== 'error' && { onConflict }),
    ...(startAt !== '' && { startAt: new Date(startAt).toISOString() }),
  };
}

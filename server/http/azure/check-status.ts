import type { HttpManagementPayload } from '../../client/management-links';
import { azureJson } from './azure-answers';

const RETRY_AFTER_S = 10;

/** The answer to a start: 202 with the instance's management links. */
export function checkStatusResponse(links: HttpManagementPayload): Response {
  return follow(links, links);
}

/** The same as the extension's own API gives it, which does not tell of rewinds. */
export function extensionCheckStatus({ rewindPostUri: _, ...links }: HttpManagementPayload): Response {
  return follow(links, links);
}

function follow({ statusQueryGetUri: location }: { statusQueryGetUri: string }, body: object): Response {
  return azureJson(body, { status: 202, headers: { location, 'retry-after': String(RETRY_AFTER_S) } });
}

import { plainTextSchema } from '@/contract/plain-text';
import { RUNTIME_STATUSES, type RuntimeStatus } from '@/contract/runtime-status';
import type { HttpServices } from '../services';
import { validate } from '../validate';
import { azureJson } from './azure-answers';
import { type AzureQuery, readAzureQuery } from './azure-query';
import { statusPayload } from './status-payload';

/** The statuses at the places that the extension's enum gives them. */
const STATUS_NUMBERS: readonly RuntimeStatus[] = [
  'Running',
  'Completed',
  'ContinuedAsNew',
  'Failed',
  'Canceled',
  'Terminated',
  'Pending',
  'Suspended',
];

const PAGE_MAX = 100;
export const TOKEN_HEADER = 'x-ms-continuation-token';

/** The statuses of instances, newest first, one page: 200, with a token in the header where there are more. */
export async function listStatuses(request: Request, _params: unknown, { client }: HttpServices): Promise<Response> {
  const query = readAzureQuery(request.url);
  const filter = {
    runtimeStatus: readStatuses(query),
    instanceIdPrefix: validate(plainTextSchema.optional(), query.text('instanceIdPrefix')),
    createdTimeFrom: dateOf(query.time('createdTimeFrom')),
    createdTimeTo: dateOf(query.time('createdTimeTo')),
    showInput: query.flag('showInput', true),
  };
  const token = request.headers.get(TOKEN_HEADER) || undefined;
  const page = await client.getStatusPage(filter, { limit: pageSize(query), continuationToken: token });
  return azureJson(
    page.statuses.map((status) => statusPayload(status)),
    { headers: page.continuationToken === null ? {} : { [TOKEN_HEADER]: page.continuationToken } },
  );
}

function dateOf(time: string | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}

/** How many the caller wants at a time, within bounds. */
export function pageSize(query: AzureQuery): number {
  return Math.min(query.count('top') ?? PAGE_MAX, PAGE_MAX);
}

/** The statuses that the query asks for; undefined where it names none. */
export function readStatuses(query: AzureQuery): RuntimeStatus[] | undefined {
  const statuses = query.list('runtimeStatus').flatMap(toStatus);
  return statuses.length === 0 ? undefined : statuses;
}

/** The status of that name or number; none for whatever else is written. */
function toStatus(text: string): RuntimeStatus[] {
  const status = RUNTIME_STATUSES.find((name) => name === text) ?? (/^\d$/.test(text) && STATUS_NUMBERS[Number(text)]);
  return status ? [status] : [];
}

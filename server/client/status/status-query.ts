/** The statuses of many instances: gone through page by page, or taken all at once as long as they are not too many. */
import type { RuntimeStatus } from '@/contract/runtime-status';
import type { QueryStore } from '../../query-store';
import { ClientError } from '../client-error';
import { type DurableOrchestrationStatus, toOrchestrationStatus } from './orchestration-status';

const PAGE = 100;
const GATHERED_MAX = 10_000;

export type StatusFilter = {
  createdTimeFrom?: Date | undefined;
  /** Created before this time. */
  createdTimeTo?: Date | undefined;
  runtimeStatus?: readonly RuntimeStatus[] | undefined;
  instanceIdPrefix?: string | undefined;
  name?: string | undefined;
  /** True by default. */
  showInput?: boolean | undefined;
};

/**
 * Instances, the newest first. `for await` reads a page at a time, however many there are; `await` gives an array, and
 * rejects with `too-large` where that would have more than 10,000 statuses.
 */
export class StatusQuery
  implements AsyncIterable<DurableOrchestrationStatus>, PromiseLike<DurableOrchestrationStatus[]>
{
  constructor(
    private readonly store: Pick<QueryStore, 'listStatuses'>,
    private readonly filter: StatusFilter,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<DurableOrchestrationStatus, void, undefined> {
    for (let continuationToken: string | null | undefined; continuationToken !== null; ) {
      const page = await statusPage(this.store, this.filter, { limit: PAGE, continuationToken });
      yield* page.statuses;
      continuationToken = page.continuationToken;
    }
  }

  // biome-ignore lint/suspicious/noThenProperty: it is awaited as Azure's client is.
  then<Given = DurableOrchestrationStatus[], Caught = never>(
    onGiven?: ((statuses: DurableOrchestrationStatus[]) => Given | PromiseLike<Given>) | null,
    onRejected?: ((reason: unknown) => Caught | PromiseLike<Caught>) | null,
  ): Promise<Given | Caught> {
    return this.#gather().then(onGiven, onRejected);
  }

  async #gather(): Promise<DurableOrchestrationStatus[]> {
    const statuses: DurableOrchestrationStatus[] = [];
    for await (const status of this) {
      if (statuses.length === GATHERED_MAX) {
        const advice = 'Go through them with for await, or filter.';
        throw new ClientError('too-large', `There are more than ${GATHERED_MAX} instances. ${advice}`);
      }
      statuses.push(status);
    }
    return statuses;
  }
}

export type StatusPageOptions = {
  /** How many at a time: 1 to 200. */
  limit: number;
  /** From the page before. */
  continuationToken?: string | undefined;
};

export type StatusPage = {
  statuses: DurableOrchestrationStatus[];
  /** Null at the end. */
  continuationToken: string | null;
};

/** One page of the instances that fit. Rejects with `invalid-request` where the token is none that a page gave. */
export async function statusPage(
  store: Pick<QueryStore, 'listStatuses'>,
  filter: StatusFilter,
  { limit, continuationToken: cursor }: StatusPageOptions,
): Promise<StatusPage> {
  const { showInput = true } = filter;
  const page = await store.listStatuses({ ...toListQuery(filter), limit, cursor }, { showInput });
  if (page === 'invalid-cursor')
    throw new ClientError('invalid-request', 'The continuation token is not one that a page gave.');
  const statuses = page.instances.map((row) => toOrchestrationStatus(row, { showInput }));
  return { statuses, continuationToken: page.next };
}

/** The filter as the store takes it. Throws a `ClientError` for a time that is none. */
export function toListQuery({ createdTimeFrom, createdTimeTo, runtimeStatus, instanceIdPrefix, name }: StatusFilter) {
  return {
    status: runtimeStatus === undefined || runtimeStatus.length === 0 ? undefined : [...runtimeStatus],
    prefix: instanceIdPrefix || undefined,
    name,
    createdFrom: createdTimeFrom && isoOf(createdTimeFrom, 'createdTimeFrom'),
    createdTo: createdTimeTo && isoOf(createdTimeTo, 'createdTimeTo'),
  };
}

function isoOf(time: Date, what: string): string {
  if (!(time instanceof Date) || Number.isNaN(time.getTime()))
    throw new ClientError('invalid-request', `${what} must be a valid Date.`);
  return time.toISOString();
}

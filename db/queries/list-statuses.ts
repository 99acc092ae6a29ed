/** Pages of instances with their payloads, for clients that want them in one answer. */
import { sql } from 'drizzle-orm';
import { failureDetailsSchema } from '@/contract/failure-details';
import type { InstanceListQuery } from '@/contract/instance';
import type { InstanceWithPayloads, StatusPage } from '@/server/query-store';
import { instances } from '../schema';
import { createdPlace, pageOfInstances } from './page-of-instances';
import type { QueryDatabase } from './query-database';
import { parseStored } from './stored-json';

/** A page as `listInstances` gives it, with payloads; without inputs where `showInput` is false. */
export async function listStatuses(
  db: QueryDatabase,
  query: InstanceListQuery,
  partitionCount: number,
  { showInput }: { showInput: boolean },
): Promise<StatusPage | 'invalid-cursor'> {
  const columns = { ...statusColumns, input: showInput ? instances.input : sql<null>`null`, place: createdPlace };
  const page = await pageOfInstances(query, partitionCount, ({ where, orderBy, limit }) =>
    db
      .select(columns)
      .from(instances)
      .where(where)
      .orderBy(...orderBy)
      .limit(limit),
  );
  if (page === 'invalid-cursor') return page;
  return { instances: page.rows.map(toStatus), next: page.next };
}

const statusColumns = {
  instanceId: instances.instanceId,
  name: instances.name,
  status: instances.status,
  createdAt: instances.createdAt,
  updatedAt: instances.updatedAt,
  output: instances.output,
  customStatus: instances.customStatus,
  failure: instances.failure,
};

type StatusRow = Omit<InstanceWithPayloads, 'createdAt' | 'updatedAt' | 'failure'> & {
  place: string;
  createdAt: Date;
  updatedAt: Date;
  failure: string | null;
};

function toStatus({ place: _place, createdAt, updatedAt, failure, ...row }: StatusRow): InstanceWithPayloads {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    failure: parseStored(failureDetailsSchema, failure),
  };
}

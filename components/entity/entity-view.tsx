import type { EntityDetails } from '@/contract/entity';
import { JsonView } from '../json/json-view';
import { addressOf } from '../waiting/entity-name.model';
import { EntityHeader } from './entity-header';
import { OperationForm } from './operation-form';

type Props = { entityId: string; entity: EntityDetails | null };

/** What an entity holds, and the means to ask it something. */
export function EntityView({ entityId, entity }: Props) {
  const { name, key } = addressOf(entityId);
  const state = entity?.state ?? null;
  return (
    <div className="grid gap-6 px-4 pt-5 pb-8">
      <EntityHeader entityId={entityId} entity={entity} />
      <div className="grid max-w-350 items-start gap-x-8 gap-y-6 lg:grid-cols-2">
        <section aria-label="State" className="grid min-w-0 gap-2">
          <h2 className="caps">State</h2>
          {state === null ? (
            <p className="text-faint">It does not exist. An operation may give it a state.</p>
          ) : (
            <JsonView label="state" text={state} fileName={`${name}-${key}.json`} />
          )}
        </section>
        <section aria-label="Ask" className="grid min-w-0 gap-2">
          <h2 className="caps">Ask</h2>
          <OperationForm entityId={entityId} />
        </section>
      </div>
    </div>
  );
}

/** The part of the durable client that is about entities. */
import type { Actor } from '@/contract/actor';
import type { EntityDetails, EntityListQuery, EntityPage } from '@/contract/entity';
import type { AnyEntityId, AskArguments, EntityId, ResultOf } from '../engine/entity-id';
import type { SignalOptions } from '../engine/signal-options';

export type SignalEntityOptions = SignalOptions & { actor?: Actor | undefined };

export type CallEntityOptions = {
  /** How long to wait for the result; default: no limit. */
  timeoutMs?: number | undefined;
  actor?: Actor | undefined;
};

export interface DurableEntityClient {
  /**
   * Asks an entity for an operation, without waiting for it. Resolves once the signal is durable. Signals from one client
   * to one entity arrive in order. Rejects with `function-not-found`.
   */
  signalEntity<Operations, Name extends keyof Operations & string>(
    entity: EntityId<Operations>,
    operation: Name,
    ...rest: AskArguments<Operations[Name], SignalEntityOptions>
  ): Promise<void>;

  /**
   * Asks an entity for an operation, and gives its result. Rejects with an `EntityOperationFailedError` where it fails, with
   * `timed-out`, or with `function-not-found`.
   */
  callEntity<Operations, Name extends keyof Operations & string>(
    entity: EntityId<Operations>,
    operation: Name,
    ...rest: AskArguments<Operations[Name], CallEntityOptions>
  ): Promise<ResultOf<Operations[Name]>>;
  callEntity<Result = unknown>(
    entity: EntityId,
    operation: string,
    input?: unknown,
    options?: CallEntityOptions,
  ): Promise<Result>;

  /** The state as it was last made durable. */
  readEntityState<State = unknown>(
    entity: AnyEntityId,
  ): Promise<{ entityExists: boolean; entityState: State | undefined }>;

  /** Everything about an entity; null where there is none. */
  getEntity(entity: AnyEntityId): Promise<EntityDetails | null>;

  /** One page, in the order of their ids; with their states where asked for. */
  listEntities(query: EntityListQuery, options?: { states?: boolean }): Promise<EntityPage>;

  /** Signals the operation `delete`, which every entity has. */
  deleteEntity(entity: AnyEntityId, options?: SignalEntityOptions): Promise<void>;

  /** Releases entities whose owner has ended. Entities without state need no cleaning: nothing is kept of them. */
  cleanEntityStorage(): Promise<{ orphanedLocksReleased: number }>;
}

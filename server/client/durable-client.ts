/** The durable client: what functions, route handlers and other programs do to instances. */
import type { Actor } from '@/contract/actor';
import type { FunctionList } from '@/contract/commands';
import type { HistoryEventView, HistoryPage } from '@/contract/history-event';
import type { InstanceDetails, InstanceListQuery, InstancePage, StatusCounts } from '@/contract/instance';
import type { InstanceFilter } from '@/contract/instance-filter';
import type { ExportedHistory } from '../engine/exported-history';
import type { OrchestratorReference } from '../engine/orchestrator';
import type { DatabaseTransaction } from '../transaction-store';
import type { Completion, InstanceId } from './completion';
import type { WaitOptions } from './completion-watch';
import type { DurableEntityClient } from './durable-entity-client';
import type { DurableHttpClient } from './durable-http-client';
import type { DurableOrchestrationStatus, StatusOptions } from './status/orchestration-status';
import type { StatusFilter, StatusPage, StatusPageOptions, StatusQuery } from './status/status-query';

export type StartOptions = {
  /** Your own id for the instance; a random one by default. */
  instanceId?: string | undefined;
  tags?: Record<string, string> | undefined;
  /** The version it starts and stays with: by default the reference's own, else the one that new instances get. */
  version?: string | undefined;
  /**
   * What happens where an instance with this id has not ended: the start is refused (`error`, the default), the instance
   * is terminated and begins anew (`replace`), or nothing happens (`return-existing`).
   */
  onConflict?: 'error' | 'replace' | 'return-existing' | undefined;
  /** Its code begins at this time; at once by default. */
  startAt?: Date | undefined;
  /**
   * A transaction of yours on the hub's database: the instance is started by its commit, and not by a rollback. Nobody else
   * can start an instance with this id before it ends.
   */
  transaction?: DatabaseTransaction | undefined;
  /** Names the start, so that it happens once however often it is asked for: kept for a day. Rejects with `idempotency-key-reuse`. */
  idempotencyKey?: string | undefined;
  actor?: Actor | undefined;
};

export type RaiseOptions = {
  /** Names the event, so that raising it again changes nothing; random by default. */
  eventId?: string | undefined;
  /** Answers this wait and no other, and only while it is open: else `already-decided`. */
  taskId?: number | undefined;
  /**
   * A transaction of yours on the hub's database: the event is raised by its commit, and not by a rollback. The instance
   * may have been started in it. Not to be had together with `taskId`.
   */
  transaction?: DatabaseTransaction | undefined;
  /** Names the request, so that it happens once however often it is asked for: kept for a day. Rejects with `idempotency-key-reuse`. */
  idempotencyKey?: string | undefined;
  actor?: Actor | undefined;
};

/** Only an input that may be undefined may be left out. */
type StartArguments<Input> = undefined extends Input
  ? [input?: Input, options?: StartOptions]
  : [input: Input, options?: StartOptions];

export type CommandOptions = { actor?: Actor | undefined };

type TerminateOptions = CommandOptions & {
  /** Its open sub-orchestrations are terminated with it, unless false. */
  recursive?: boolean | undefined;
};

export type RestartOptions = CommandOptions & { restartWithNewInstanceId?: boolean | undefined };

export type PurgeOptions = CommandOptions & {
  /** Also where the instance has not ended: it is terminated. */
  force?: boolean | undefined;
  /** Its sub-orchestrations go too, unless false. */
  recursive?: boolean | undefined;
};

/** Conditions that all have to hold. */
export type PurgeFilter = Pick<InstanceListQuery, 'status' | 'name' | 'prefix' | 'createdFrom' | 'createdTo'>;

export type Purged = { instancesDeleted: number };

export type PurgeHistoryFilter = Pick<StatusFilter, 'createdTimeTo' | 'runtimeStatus'> & { createdTimeFrom: Date };

/** Every method rejects with a `ClientError` where the request is to blame. */
export interface DurableClient extends DurableEntityClient, DurableHttpClient {
  /**
   * Starts an instance and returns its id once the start is durable. Rejects with `function-not-found`, with
   * `instance-exists`, and with `invalid-request` where the orchestrator's schema refuses the input.
   */
  startNew<Input, Output>(
    orchestrator: OrchestratorReference<Input, Output>,
    ...start: StartArguments<NoInfer<Input>>
  ): Promise<InstanceId<Output>>;
  startNew<Output = unknown>(name: string, input?: unknown, options?: StartOptions): Promise<InstanceId<Output>>;

  /** Delivers an external event. Resolves once it is durable. Rejects with `instance-not-found` or `instance-ended`. */
  raiseEvent(instanceId: string, name: string, data?: unknown, options?: RaiseOptions): Promise<void>;

  /** Ends the instance without giving its code another turn. Errors as for `raiseEvent`. */
  terminate(instanceId: string, reason: string, options?: TerminateOptions): Promise<void>;

  /**
   * Asks the instance to come to an end by itself: what its code waits for throws an `OrchestrationCanceledError`, once, and
   * it may still put things right. Errors as for `raiseEvent`.
   */
  cancel(instanceId: string, reason: string, options?: CommandOptions): Promise<void>;

  /** Holds the instance back: what arrives is kept until `resume`. Errors as for `raiseEvent`. */
  suspend(instanceId: string, reason: string, options?: CommandOptions): Promise<void>;

  /** Lets a suspended instance go on. Errors as for `raiseEvent`. */
  resume(instanceId: string, reason: string, options?: CommandOptions): Promise<void>;

  /**
   * Lets a failed instance try again what failed. Rejects with `instance-not-found`, `instance-not-ended`, or
   * `instance-not-failed`.
   */
  rewind(instanceId: string, reason: string, options?: CommandOptions): Promise<void>;

  /**
   * Starts the instance's orchestrator again, with its input, tags and version, and returns the id: the same one by default.
   * Rejects with `instance-not-found`, and with `instance-not-ended` where the id is to be the same.
   */
  restart(instanceId: string, options?: RestartOptions): Promise<string>;

  /**
   * Deletes an instance and its history, for good. Its sub-orchestrations follow, and are not counted. Rejects with
   * `instance-not-found` or `instance-not-ended`.
   */
  purge(instanceId: string, options?: PurgeOptions): Promise<Purged>;

  /** As `purge`, but gives 0 where there is no such instance. */
  purgeInstanceHistory(instanceId: string, options?: PurgeOptions): Promise<Purged>;

  /** Deletes the instances created in a span of time that have ended. */
  purgeInstanceHistoryBy(filter: PurgeHistoryFilter, options?: CommandOptions): Promise<Purged>;

  /** Deletes the instances that have ended and fit, up to `limit` of them (default: no limit). */
  purgeBy(filter: PurgeFilter, options?: CommandOptions & { limit?: number | undefined }): Promise<Purged>;

  /**
   * Lets go on what is held back: an instance whose problem is solved, or its activities that ended their process too often
   * (one, with `taskId`), also those that an instance left behind when it ended. Rejects with `instance-not-found`.
   */
  release(instanceId: string, options?: CommandOptions & { taskId?: number | undefined }): Promise<void>;

  /**
   * Waits until the instance has ended; gives its last known status after `timeoutMs` (default: no limit). The id that
   * `startNew` gave tells the output's type. Rejects with `instance-not-found`, and as the `signal` says.
   */
  waitForCompletion<Output>(instanceId: InstanceId<Output>, options?: WaitOptions): Promise<Completion<Output>>;
  waitForCompletion<Output = unknown>(instanceId: string, options?: WaitOptions): Promise<Completion<Output>>;

  /**
   * The status of an instance as Azure's client gives it, with its history where that is asked for. Rejects with
   * `instance-not-found`.
   */
  getStatus<Output>(
    instanceId: InstanceId<Output>,
    options?: StatusOptions,
  ): Promise<DurableOrchestrationStatus<Output>>;
  getStatus<Output = unknown>(instanceId: string, options?: StatusOptions): Promise<DurableOrchestrationStatus<Output>>;

  /** The statuses of all instances: to be awaited, or gone through with `for await`. Entities are not among them. */
  getStatusAll(): StatusQuery;

  /** The statuses of the instances that fit. */
  getStatusBy(filter: StatusFilter): StatusQuery;

  /** One page of what `getStatusBy` goes through, for callers that keep their place by a token. */
  getStatusPage(filter: StatusFilter, options: StatusPageOptions): Promise<StatusPage>;

  /** Everything about an instance but its history, payloads as JSON text; null where there is none. */
  getInstance(instanceId: string): Promise<InstanceDetails | null>;

  /** One page. Rejects with `invalid-cursor` for a cursor that is none of this list, with the same filter and order. */
  listInstances(query: InstanceListQuery): Promise<InstancePage>;

  /** How many of the instances that fit have each status, each count ending at a cap. */
  countInstances(filter: InstanceFilter, cap?: number): Promise<StatusCounts>;

  /**
   * Events after `after` (-1: from the start) of the current generation, or of an earlier one that is still kept. Rejects
   * with `instance-not-found`.
   */
  getHistory(
    instanceId: string,
    page: { after: number; limit: number; payloads?: boolean | undefined; generation?: number | undefined },
  ): Promise<HistoryPage>;

  /** One event with its payload, of the current generation unless another is named; null where there is none. */
  getHistoryEvent(instanceId: string, seq: number, generation?: number): Promise<HistoryEventView | null>;

  /** The whole history of the current generation, to be kept and run against later code. Rejects with `instance-not-found`. */
  exportHistory(instanceId: string): Promise<ExportedHistory>;

  /** The functions that this node can run. */
  listFunctions(): FunctionList;
}

/** The client without its answers to HTTP requests. */
export type HubClient = Omit<DurableClient, keyof DurableHttpClient>;

/** The public face: everything that the code in `functions/` imports. */
export type { HumanTask } from '@/contract/human-task';
export { ClientError } from './client/client-error';
export type { Completion, InstanceId } from './client/completion';
export type { DurableClient } from './client/durable-client';
export { type HttpContext, type HttpFunction, http } from './client/http-function';
export { type ActivityContext, type ActivityReference, activity } from './engine/activity';
export { type EntityReference, entity } from './engine/entity';
export type { EntityContext } from './engine/entity-context';
export { type EntityId, entityId } from './engine/entity-id';
export { TaskFailedError } from './engine/failure';
export { InvalidInputError, type StandardSchema } from './engine/input-schema';
export { NonRetriableError } from './engine/non-retriable-error';
export type { OrchestrationContext } from './engine/orchestration-context';
export type { Duration } from './engine/orchestration-time';
export { type OrchestratorReference, orchestrator } from './engine/orchestrator';
export type { RetryOptions } from './engine/retry-options';
export type { Task } from './engine/task';
export { TimeoutError } from './engine/timeout-error';

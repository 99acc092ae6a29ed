/** Gathers the user's functions out of the modules of `functions/`. */
import type { HttpFunction } from './client/http-function';
import type { AnyActivity } from './engine/activity';
import type { AnyEntity } from './engine/entity';
import type { AnyOrchestrator } from './engine/orchestrator';
import type { VersionSettings } from './engine/orchestrator-versions';
import { Registry } from './registry';

/** A module of the user's: whatever it exports, its functions among it. */
export type FunctionModule = Readonly<Record<string, unknown>>;

/** Throws where two functions of one kind have the same name and version. */
export function gatherFunctions(
  modules: readonly FunctionModule[],
  versions?: VersionSettings,
): {
  registry: Registry;
  httpFunctions: HttpFunction[];
} {
  const definitions = new Set(modules.flatMap((module) => Object.values(module)));
  const ofKind = <T>(kind: string) => [...definitions].filter((value) => kindOf(value) === kind) as T[];
  return {
    registry: new Registry(
      ofKind<AnyOrchestrator>('orchestrator'),
      ofKind<AnyActivity>('activity'),
      versions,
      ofKind<AnyEntity>('entity'),
    ),
    httpFunctions: ofKind<HttpFunction>('http'),
  };
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value && 'name' in value ? value.kind : undefined;
}

import type { FunctionList } from '@/contract/commands';

/** Every orchestrator once, however many versions of it are deployed. */
export function orchestratorNames({ orchestrators }: FunctionList): string[] {
  return [...new Set(orchestrators.map(({ name }) => name))];
}

/** The versions of an orchestrator that are deployed. */
export function versionsOf({ orchestrators }: FunctionList, name: string): (string | null)[] {
  return orchestrators.flatMap((orchestrator) => (orchestrator.name === name ? [orchestrator.version] : []));
}

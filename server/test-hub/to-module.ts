/** What a test gives as functions, modules and functions mixed, as one module. */
import type { FunctionModule } from '../function-modules';

export function toModule(
  functions: readonly FunctionModule[],
  change: (definition: unknown) => unknown = (definition) => definition,
): FunctionModule {
  const definitions = functions.flatMap((given) => (isDefinition(given) ? [given] : Object.values(given)));
  return Object.fromEntries([...new Set(definitions)].map((definition, index) => [index, change(definition)]));
}

function isDefinition(value: FunctionModule): boolean {
  return typeof value['kind'] === 'string' && typeof value['name'] === 'string';
}

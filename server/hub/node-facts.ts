import type { NodeFacts } from '../store';
import type { HubContext } from './hub-context';

type Settings = Pick<HubContext, 'nodeId' | 'deployment' | 'registry' | 'options'>;

/** What the others are told of a node. */
export function nodeFacts({ nodeId, deployment, registry, options }: Settings): NodeFacts {
  return {
    nodeId,
    deployment,
    orchestrators: registry.orchestratorKeys,
    activities: registry.activityNames,
    entities: registry.entityNames,
    activityCapacity: options.maxConcurrentActivityFunctions,
  };
}

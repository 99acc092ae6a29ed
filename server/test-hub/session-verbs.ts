/** The nodes' sessions in memory: each is open until somebody takes it out of the database's set. */
import type { MissingSession } from '../missing-session';
import type { HubStore } from '../store';
import type { MemoryDatabase } from './memory-database';

export function sessionVerbs(database: MemoryDatabase): Pick<HubStore, 'missingSessions' | 'endLeases'> {
  const { nodes, sessions } = database;
  const isMissing = ({ nodeId, session }: MissingSession) =>
    !sessions.has(session) && nodes.get(nodeId)?.session === session && database.isAlive(nodeId);
  return {
    missingSessions: async (nodeId) => {
      const own = nodes.get(nodeId);
      if (own !== undefined) {
        own.session = `session of ${nodeId}`;
        sessions.add(own.session);
      }
      const others = [...nodes.values()].filter((other) => other.nodeId !== nodeId);
      return others
        .flatMap(({ nodeId: other, session }) => (session === null ? [] : [{ nodeId: other, session }]))
        .filter(isMissing);
    },
    endLeases: async (missing) => {
      const gone = missing.filter(isMissing);
      for (const { nodeId } of gone) Object.assign(nodes.get(nodeId) ?? {}, { aliveUntil: database.now() });
      return gone.length;
    },
  };
}

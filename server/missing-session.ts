/** A node with a current heartbeat, whose session at the database is not there any more. */
export type MissingSession = { nodeId: string; session: string };

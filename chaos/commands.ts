/** What a node in a process of its own can be told, and what it answers. */
export type ClientVerb =
  | 'startNew'
  | 'raiseEvent'
  | 'terminate'
  | 'suspend'
  | 'resume'
  | 'rewind'
  | 'purge'
  | 'signalEntity'
  | 'getStatus';

export type Command =
  | { do: 'start'; name: string; input: number; instanceId: string }
  | { do: 'raise'; instanceId: string; data: number; eventId: string }
  | { do: 'release'; instanceId: string }
  /** A method of the durable client, with its arguments as JSON. */
  | { do: 'call'; verb: ClientVerb; args: readonly unknown[] }
  /** Keeps the process's only thread busy. */
  | { do: 'stall'; ms: number };

export type Numbered = { number: number; command: Command };

export type NodeAnswer =
  | { ready: true; nodeId: string }
  | { number: number; ok: true; value?: unknown }
  | { number: number; ok: false; because: string; code?: string | undefined };

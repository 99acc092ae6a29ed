/** What a node in a process of its own can be told, and what it answers. */
export type Command =
  | { do: 'start'; name: string; input: number; instanceId: string }
  | { do: 'raise'; instanceId: string; data: number; eventId: string }
  | { do: 'release'; instanceId: string };

export type Numbered = { number: number; command: Command };

export type NodeAnswer =
  | { ready: true }
  | { number: number; ok: true }
  | { number: number; ok: false; because: string };

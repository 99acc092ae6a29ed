import type { Node } from './node';

/** What a client needs of whoever brings its messages to the hub: a node, or a mere sender. */
export type Sender = Pick<Node, 'deliver' | 'received' | 'peek' | 'signals' | 'clock' | 'lockOf' | 'takeEntityReply'>;

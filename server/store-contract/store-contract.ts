/**
 * What every storage must do that is behind the port: written once, run on PostgreSQL and on the storage in memory, so that
 * what is simulated is what is deployed.
 */
import { afterEach, beforeEach, describe } from 'vitest';
import { joinHub, nodeFacts } from '@/db/testing/open-test-stores';
import type { Store } from '../store';
import { checkpoints } from './checkpoints';
import { type Hub, LEASE_MS, type OpenedStores } from './hub';
import { leases } from './leases';
import { messages } from './messages';
import { others } from './others';
import { starts } from './starts';
import { workItems } from './work-items';

/** The tests. `open` gives two stores of one new hub. */
export function storeContract(open: (partitionCount: number) => Promise<OpenedStores>): void {
  let hub: Hub;

  beforeEach(async () => {
    const opened = await open(2);
    const [one, other] = opened.stores as [Store, Store];
    const [lease] = await joinHub(one, 'one');
    await other.registerNode(nodeFacts('other'), LEASE_MS);
    if (lease === undefined) throw new Error('No lease.');
    hub = { ...opened, one, other, lease };
  });

  afterEach(() => hub.close());

  describe('leases', () => leases(() => hub));
  describe('checkpoints', () => checkpoints(() => hub));
  describe('work items', () => workItems(() => hub));
  describe('messages', () => messages(() => hub));
  describe('starts', () => starts(() => hub));
  describe('suspects, families and replies', () => others(() => hub));
}

import type { AwaitTree } from '@/contract/await-tree';

export type AwaitLeaf = Exclude<AwaitTree, { of: AwaitTree[] }>;

/** The leaves of an await tree, from left to right. */
export function awaitLeaves(tree: AwaitTree | null): AwaitLeaf[] {
  if (tree === null) return [];
  return 'of' in tree ? tree.of.flatMap(awaitLeaves) : [tree];
}

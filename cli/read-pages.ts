type Page<Item> = { items: readonly Item[]; next: string | null };

type Wanted<Item> = {
  /** How many at most; undefined: all. */
  limit: number | undefined;
  read(size: number, cursor: string | undefined): Promise<Page<Item>>;
  onPage(items: readonly Item[]): void;
};

const PAGE = 100;

/** Reads a list page by page. Tells whether there is more than was wanted. */
export async function readPages<Item>({ limit, read, onPage }: Wanted<Item>): Promise<boolean> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  let cursor: string | undefined;
  for (;;) {
    const { items, next } = await read(Math.min(left, PAGE), cursor);
    onPage(items);
    left -= items.length;
    if (next === null) return false;
    if (left <= 0) return true;
    cursor = next;
  }
}

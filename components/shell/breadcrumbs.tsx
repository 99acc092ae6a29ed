'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useParams, usePathname } from 'next/navigation';
import { shortId } from '../ui/short-id.model';
import { pages } from '../urls';
import { entityName } from '../waiting/entity-name.model';

/** Pages that stand for themselves. */
const ALONE: Partial<Record<string, string>> = {
  [pages.overview()]: 'Overview',
  [pages.batches()]: 'Batches',
  [pages.apiDocs()]: 'API',
  [pages.settings()]: 'Settings',
};

/** The list that a page below it belongs to. */
function listOf(pathname: string): { list: string; href: string } {
  if (pathname.startsWith(pages.entities())) return { list: 'Entities', href: pages.entities() };
  if (pathname.startsWith(pages.batches())) return { list: 'Batches', href: pages.batches() };
  return { list: 'Instances', href: pages.instances() };
}

/** The path from the list to this page. */
export function Breadcrumbs() {
  const { id } = useParams<{ id?: string }>();
  const pathname = usePathname();
  const { list, href } = listOf(pathname);
  const alone = ALONE[pathname];
  if (alone !== undefined) return <h1 className="px-1 font-semibold">{alone}</h1>;
  if (id === undefined) return <h1 className="px-1 font-semibold">{list}</h1>;
  const name = decodeURIComponent(id);
  return (
    <nav aria-label="Breadcrumbs" className="flex min-w-0 items-center gap-1">
      <Link href={href} className="rounded-sm px-1 text-muted hover:text-ink phone:flex phone:h-11 phone:items-center">
        {list}
      </Link>
      <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" />
      <span aria-current="page" className="truncate px-1 font-mono text-xs">
        {href === pages.entities() ? entityName(name) : shortId(name)}
      </span>
    </nav>
  );
}

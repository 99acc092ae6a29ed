import { clsx } from 'clsx';
import Link from 'next/link';
import { pages } from '../urls';
import { entityName } from '../waiting/entity-name.model';
import { shortId } from './short-id.model';

type Props = { id: string; className?: string | undefined };

/** Leads to an instance, or to an entity, by its id. */
export function IdLink({ id, className }: Props) {
  return (
    <Link
      href={pages.of(id)}
      prefetch={false}
      title={id}
      className={clsx('font-mono text-accent-text underline-offset-2 hover:underline', className)}
    >
      {id.startsWith('@') ? entityName(id) : shortId(id)}
    </Link>
  );
}

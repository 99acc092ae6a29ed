import type { Metadata } from 'next';
import { Suspense } from 'react';
import { EntityPage } from '@/components/entity/entity-page';
import { entityName } from '@/components/waiting/entity-name.model';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: entityName((await params).id) };
}

export default async function Page({ params }: Props) {
  // Pages get what stands in the URL, metadata what it stands for.
  const entityId = decodeURIComponent((await params).id);
  return (
    <Suspense>
      <EntityPage key={entityId} entityId={entityId} />
    </Suspense>
  );
}

import type { Metadata } from 'next';
import { Suspense } from 'react';
import { EntityListPage } from '@/components/entities/entity-list-page';

export const metadata: Metadata = { title: 'Entities' };

export default function Page() {
  return (
    <Suspense>
      <EntityListPage />
    </Suspense>
  );
}

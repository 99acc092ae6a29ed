import type { Metadata } from 'next';
import { Suspense } from 'react';
import { InstanceListPage } from '@/components/instances/instance-list-page';

export const metadata: Metadata = { title: 'Instances' };

export default function Page() {
  return (
    <Suspense>
      <InstanceListPage />
    </Suspense>
  );
}

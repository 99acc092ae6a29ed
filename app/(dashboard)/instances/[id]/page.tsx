import type { Metadata } from 'next';
import { Suspense } from 'react';
import { InstancePage } from '@/components/instance/instance-page';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).id };
}

export default async function Page({ params }: Props) {
  // Pages get what stands in the URL, metadata what it stands for.
  const instanceId = decodeURIComponent((await params).id);
  return (
    <Suspense>
      <InstancePage key={instanceId} instanceId={instanceId} />
    </Suspense>
  );
}

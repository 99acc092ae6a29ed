import type { Metadata } from 'next';
import { BatchListPage } from '@/components/batches/batch-list-page';

export const metadata: Metadata = { title: 'Batches' };

export default function Page() {
  return <BatchListPage />;
}

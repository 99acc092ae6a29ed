import { Compass } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button-style';
import { EmptyState } from '@/components/ui/empty-state';
import { pages } from '@/components/urls';

export default function NotFound() {
  return (
    <main>
      <EmptyState icon={Compass} title="There is no such page">
        <p>The address may be mistyped, or what it led to has moved.</p>
        <Link href={pages.instances()} className={buttonStyle()}>
          Go to the instances
        </Link>
      </EmptyState>
    </main>
  );
}

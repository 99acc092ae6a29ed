import { redirect } from 'next/navigation';
import { pages } from '@/components/urls';

export default function HomePage() {
  redirect(pages.instances());
}

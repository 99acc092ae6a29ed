'use client';

import { useQuery } from '@tanstack/react-query';
import { Boxes, Braces, Gauge, ListChecks, Rows3, Settings } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { Suspense } from 'react';
import { functionListQuery } from '../queries/function-list-query';
import { orchestratorNames } from '../start/orchestrator-names.model';
import { pages } from '../urls';
import { NavigationLink } from './navigation-link';

/** The pages, and the orchestrators of this deployment as ways into the list. */
export function Navigation() {
  return (
    <nav aria-label="Pages" className="scrollbar-thin flex-1 overflow-y-auto px-2 py-1">
      <Suspense>
        <Links />
      </Suspense>
    </nav>
  );
}

function Links() {
  const pathname = usePathname();
  const name = useSearchParams().get('name');
  const { data } = useQuery(functionListQuery());
  const onList = pathname === pages.instances();
  return (
    <>
      <NavigationLink href={pages.overview()} label="Overview" current={pathname === pages.overview()}>
        <Gauge aria-hidden className="size-4 shrink-0" />
      </NavigationLink>
      <NavigationLink href={pages.instances()} label="Instances" current={onList && name === null}>
        <Rows3 aria-hidden className="size-4 shrink-0" />
      </NavigationLink>
      <NavigationLink href={pages.entities()} label="Entities" current={pathname.startsWith(pages.entities())}>
        <Boxes aria-hidden className="size-4 shrink-0" />
      </NavigationLink>
      <NavigationLink href={pages.batches()} label="Batches" current={pathname.startsWith(pages.batches())}>
        <ListChecks aria-hidden className="size-4 shrink-0" />
      </NavigationLink>
      <NavigationLink href={pages.apiDocs()} label="API" current={pathname === pages.apiDocs()}>
        <Braces aria-hidden className="size-4 shrink-0" />
      </NavigationLink>
      <NavigationLink href={pages.settings()} label="Settings" current={pathname === pages.settings()}>
        <Settings aria-hidden className="size-4 shrink-0" />
      </NavigationLink>
      {data !== undefined && data.orchestrators.length > 0 && (
        <section aria-labelledby="orchestrators" className="mt-5 in-data-[rail=narrow]:hidden">
          <h2 id="orchestrators" className="caps px-2.5 pb-1">
            Orchestrators
          </h2>
          {orchestratorNames(data).map((orchestrator) => (
            <NavigationLink
              key={orchestrator}
              href={pages.instances({ name: orchestrator })}
              label={orchestrator}
              current={onList && name === orchestrator}
            />
          ))}
        </section>
      )}
    </>
  );
}

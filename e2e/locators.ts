import type { Locator, Page } from '@playwright/test';

/** The row of an instance in the list. */
export function rowOf(page: Page, instanceId: string): Locator {
  return page.getByRole('row').filter({ has: page.getByTitle(instanceId, { exact: true }) });
}

/** The link of every row in the list. */
export function rowLinks(page: Page): Locator {
  return page.getByRole('table', { name: 'Instances' }).getByRole('link');
}

/** A status in the header of an instance's page. */
export function headerStatus(page: Page, label: string): Locator {
  return page.getByRole('main').getByRole('status').getByText(label, { exact: true });
}

/** What says that the page follows the task hub. */
export function liveIndicator(page: Page, label: 'Live' | 'Paused' | 'Reconnecting'): Locator {
  return page.getByRole('banner').getByRole('button', { name: label, exact: true });
}

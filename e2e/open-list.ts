import { expect, type Page } from '@playwright/test';
import { type InstanceFilter, pages } from '@/components/urls';
import { liveIndicator } from './locators';

/** Opens the list, and waits until it follows the task hub: from then on it also listens to the keyboard. */
export async function openList(page: Page, filter: InstanceFilter = {}) {
  await page.goto(pages.instances(filter));
  await expect(liveIndicator(page, 'Live')).toBeVisible();
}

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { pages } from '@/components/urls';
import { uniqueId } from './hub';
import { rowLinks } from './locators';
import { openList } from './open-list';
import { test } from './test';

const dialog = (page: Page) => page.getByRole('dialog');

test('several instances are terminated at once, and the batch says what became of it', async ({ page, hub }) => {
  const prefix = uniqueId();
  const ids = [1, 2, 3, 4].map((index) => `${prefix}-${index}`);
  for (const instanceId of ids) await hub.startApproval({ instanceId });
  await openList(page, { prefix });
  await expect(rowLinks(page)).toHaveCount(4);
  const boxes = page.getByRole('row').getByRole('checkbox');
  await boxes.nth(1).check();
  await boxes.nth(3).click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 selected')).toBeVisible();

  await page.getByRole('button', { name: 'Terminate', exact: true }).click();
  const terminate = dialog(page).getByRole('button', { name: /^Terminate/ });
  await dialog(page).getByLabel('Reason').fill('no longer needed');
  await terminate.click();
  await expect(dialog(page)).toContainText('Type the word terminate.');
  await dialog(page).getByLabel('Type terminate to confirm').fill('terminate');
  await terminate.click();

  await expect(page).toHaveURL(/\/batches\/[0-9a-f-]+$/);
  await expect(page.getByText('3 of 3')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('no longer needed');
  await expect(page.getByRole('navigation', { name: 'Breadcrumbs' })).toContainText('Batches');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await openList(page, { prefix, status: ['Terminated'] });
  await expect(rowLinks(page)).toHaveCount(3);

  await page.goto(pages.batches());
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page.getByText('3 of 3')).toBeVisible();
});

test('the description of the API is shown', async ({ page }) => {
  await page.goto(pages.apiDocs());
  await expect(page.getByRole('heading', { level: 1, name: 'API' })).toBeVisible();
  await expect(page.getByText('List instances', { exact: true })).toBeVisible();
  await expect(page.getByText('/batches/preview')).toBeVisible();
});

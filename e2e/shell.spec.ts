import { expect, type Page } from '@playwright/test';
import { SHORTCUTS } from '@/components/shortcuts/shortcut-catalogue';
import { pages } from '@/components/urls';
import { rowOf } from './locators';
import { openList } from './open-list';
import { test } from './test';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search by instance id' });
const palette = (page: Page) => page.getByRole('dialog', { name: 'Command palette' });
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

test('the palette finds an instance by the beginning of its id', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await openList(page);
  await page.keyboard.press('Control+k');
  await palette(page).getByRole('combobox').fill(id.slice(0, -6));
  await expect(palette(page).getByRole('option', { selected: true })).toContainText(id.slice(-4));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(pages.instance(id));
  await expect(palette(page)).toBeHidden();
});

test('the palette starts an orchestrator', async ({ page }) => {
  await page.goto(pages.instances());
  await page.getByRole('button', { name: 'Command palette' }).click();
  await palette(page).getByRole('combobox').fill('start hello');
  await palette(page).getByRole('option', { name: 'Start HelloWorld' }).click();
  await expect(page.getByRole('dialog', { name: 'Start an orchestrator' }).getByLabel('Orchestrator')).toHaveValue(
    'HelloWorld',
  );
});

test('? shows every shortcut', async ({ page }) => {
  await openList(page);
  await page.keyboard.press('?');
  for (const { does } of Object.values(SHORTCUTS)) {
    await expect(sheet(page).getByRole('term').getByText(does, { exact: true }).first()).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeHidden();
});

test('keys that are typed into a field are no shortcuts', async ({ page }) => {
  await openList(page);
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('n?b');
  await expect(search(page)).toHaveValue('n?b');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeVisible();
});

test('single-key shortcuts can be turned off', async ({ page }) => {
  await openList(page);
  await page.keyboard.press('?');
  await sheet(page).getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeHidden();
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeVisible();
  await expect(sheet(page)).toBeHidden();
});

test('the keyboard walks the list, and opens an instance and its tabs', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instances({ prefix: id }));
  await expect(rowOf(page, id)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(pages.instance(id));
  await expect(page.getByRole('treegrid', { name: 'Timeline' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('tab', { name: 'History', selected: true })).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog', { name: 'Terminate ExpenseApproval?' })).toBeVisible();
});

test('the first Tab leads past the navigation', async ({ page }) => {
  await openList(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

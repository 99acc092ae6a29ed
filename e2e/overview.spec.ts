import { expect } from '@playwright/test';
import { pages } from '@/components/urls';
import { test } from './test';

test('the overview says what happens, what waits and who works on it, and leads there', async ({ page, hub }) => {
  await hub.start('HelloWorld');
  await hub.startApproval();
  await page.goto(pages.overview());
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Instances created: [1-9]/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Human tasks [1-9]/ })).toBeVisible();
  const row = page.getByRole('region', { name: 'Orchestrators' }).getByRole('row', { name: /^HelloWorld/ });
  await expect(row.getByRole('cell').first()).not.toHaveText('0');
  await expect(page.getByRole('region', { name: 'Queues' }).getByRole('row')).toHaveCount(5);
  await page.getByText('1 hour', { exact: true }).click();
  await expect(page).toHaveURL(/window=1h/);
  await expect(page.getByText('created in the last hour')).toBeVisible();
  await row.getByRole('link').click();
  await expect(page).toHaveURL(pages.instances({ name: 'HelloWorld' }));
});

test('g and o lead to the overview', async ({ page }) => {
  await page.goto(pages.settings());
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Live' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { name: 'Needs attention' })).toBeVisible();
});

test('health and metrics are served at the root', async ({ request }) => {
  expect(await (await request.get('/health/live')).json()).toEqual({ status: 'live' });
  expect(await (await request.get('/health/ready')).json()).toEqual({ status: 'ready' });
  const metrics = await request.get('/metrics');
  expect(metrics.headers()['content-type']).toContain('text/plain');
  expect(await metrics.text()).toMatch(/^perdure_partitions_owned [1-9]/m);
});

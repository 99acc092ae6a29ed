import { expect } from '@playwright/test';
import { pages } from '@/components/urls';
import { uniqueId } from './hub';
import { rowLinks, rowOf } from './locators';
import { openList } from './open-list';
import { test } from './test';

test.describe('with two approvals and three greetings', () => {
  let prefix: string;

  test.beforeEach(async ({ page, hub }) => {
    prefix = uniqueId();
    for (const n of [1, 2]) await hub.startApproval({ instanceId: `${prefix}-approval-${n}` });
    for (const n of [1, 2, 3]) await hub.start('HelloWorld', { instanceId: `${prefix}-hello-${n}` });
    await openList(page, { prefix });
    await expect(rowLinks(page)).toHaveCount(5);
  });

  test('the filters live in the URL: they survive a reload, and go Back and Forward', async ({ page }) => {
    const completed = page.getByRole('button', { name: /^Completed/ });
    await completed.click();
    await expect(page).toHaveURL(/[?&]status=completed(&|$)/);
    await expect(rowLinks(page)).toHaveText(['HelloWorld', 'HelloWorld', 'HelloWorld']);
    await page.getByRole('button', { name: /^Name/ }).click();
    await page.getByRole('menuitemradio', { name: 'ExpenseApproval' }).click();
    await expect(page).toHaveURL(/[?&]name=ExpenseApproval(&|$)/);
    await expect(page.getByRole('heading', { name: 'No instance matches' })).toBeVisible();
    await page.goBack();
    await expect(rowLinks(page)).toHaveCount(3);
    await page.reload();
    await expect(rowLinks(page)).toHaveCount(3);
    await expect(completed).toHaveAttribute('aria-pressed', 'true');
    await page.goBack();
    await expect(rowLinks(page)).toHaveCount(5);
    await page.goForward();
    await expect(rowLinks(page)).toHaveCount(3);
  });

  test('filters can be typed as well as pressed', async ({ page }) => {
    const search = page.getByRole('searchbox', { name: 'Search by instance id' });
    await search.fill(`name:HelloWorld status:completed ${prefix}`);
    await search.press('Enter');
    await expect(rowLinks(page)).toHaveCount(3);
    const typed = new URL(page.url()).searchParams;
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByRole('button', { name: /^Completed/ }).click();
    await page.getByRole('button', { name: /^Name/ }).click();
    await page.getByRole('menuitemradio', { name: 'HelloWorld' }).click();
    await search.fill(prefix);
    await expect(page).toHaveURL(new RegExp(`prefix=${prefix}`));
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(Object.fromEntries(typed));
  });

  test('Clear brings back everything', async ({ page }) => {
    await page.goto(pages.instances({ prefix, name: 'HelloWorld', status: ['Failed'] }));
    await expect(page.getByRole('heading', { name: 'No instance matches' })).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect(page).toHaveURL(pages.instances());
    await expect(rowLinks(page).first()).toBeVisible();
  });

  test('rows change in place, and never move under the pointer', async ({ page, hub }) => {
    const rows = rowLinks(page);
    await rows.last().hover();
    for (const n of [1, 2, 3]) await hub.start('HelloWorld', { instanceId: `${prefix}-late-${n}` });
    await expect(page.getByRole('button', { name: '3 new' })).toBeVisible();
    await hub.approve(`${prefix}-approval-1`);
    await expect(rowOf(page, `${prefix}-approval-1`)).toContainText('Completed');
    await expect(rows).toHaveCount(5);
    await page.keyboard.press('.');
    await expect(rows).toHaveCount(8);
    await expect(rowOf(page, `${prefix}-late-3`)).toBeVisible();
  });
});

test('a pasted id and Enter lead to the instance', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instances());
  const search = page.getByRole('searchbox', { name: 'Search by instance id' });
  await search.fill(id);
  await search.press('Enter');
  await expect(page).toHaveURL(pages.instance(id));
  await expect(page.getByRole('heading', { name: 'ExpenseApproval', level: 1 })).toBeVisible();
});

test('an id that nobody has leads to a page that says so', async ({ page }) => {
  await page.goto(pages.instance(uniqueId()));
  await expect(page.getByRole('heading', { name: 'There is no such instance' })).toBeVisible();
  await page.getByRole('link', { name: 'Search for ids that begin with' }).click();
  await expect(page).toHaveURL(/[?&]prefix=test-/);
});

test('an address that nothing lives at leads to a page that says so', async ({ page }) => {
  const response = await page.goto('/no-such-page');
  expect(response?.status()).toBe(404);
  await page.getByRole('link', { name: 'Go to the instances' }).click();
  await expect(page).toHaveURL(pages.instances());
});

test('an empty task hub says how to start something', async ({ page }) => {
  const nothing = { instances: [], next: null, previous: null };
  await page.route(/\/api\/v1\/instances(\?|$)/, (route) => route.fulfill({ json: nothing }));
  await page.goto(pages.instances());
  await expect(page.getByRole('heading', { name: 'Nothing has been started yet' })).toBeVisible();
  await expect(page.getByText(/^curl -X POST http.*\/api\/HelloWorld$/)).toBeVisible();
  await page.getByRole('button', { name: 'Start an orchestrator' }).click();
  await expect(page.getByRole('dialog', { name: 'Start an orchestrator' })).toBeVisible();
});

import { expect } from '@playwright/test';
import { z } from 'zod';
import { pages } from '@/components/urls';
import { uniqueId } from './hub';
import { headerStatus, rowOf } from './locators';
import { openList } from './open-list';
import { test } from './test';

const checkStatusSchema = z.object({ id: z.string(), statusQueryGetUri: z.url() });

test('a start by HTTP shows up in the open list, and completes there', async ({ page, request }) => {
  await openList(page, { name: 'HelloWorld' });
  const response = await request.post('/api/HelloWorld');
  expect(response.status()).toBe(202);
  const { id } = checkStatusSchema.parse(await response.json());
  await expect(rowOf(page, id)).toContainText('Completed');
});

test('the Start dialog starts an instance, and the list leads to it', async ({ page }) => {
  const id = uniqueId();
  await page.goto(pages.instances({ prefix: id }));
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Start an orchestrator' });
  await dialog.getByLabel('Orchestrator').selectOption('HelloWorld');
  await dialog.getByLabel('Instance id').fill(id);
  await dialog.getByRole('button', { name: 'Start' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Started HelloWorld')).toBeVisible();
  await rowOf(page, id).getByRole('link').click();
  await expect(page).toHaveURL(pages.instance(id));
  await expect(page.getByRole('heading', { name: 'HelloWorld', level: 1 })).toBeVisible();
  await expect(headerStatus(page, 'Completed')).toBeVisible();
});

test('the Start dialog says what is wrong with an id, and which one is taken', async ({ page, hub }) => {
  const taken = await hub.startApproval();
  await page.goto(pages.instances());
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Start an orchestrator' });
  const id = dialog.getByLabel('Instance id');
  await id.fill('a/b');
  await id.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('An instance id has no /');
  await id.fill(taken);
  await id.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(taken);
});

test('the timeline has a bar for each activity, with its result and its place in the code', async ({ page, hub }) => {
  const id = await hub.start('HelloWorld');
  await page.goto(pages.instance(id));
  const bars = page.getByRole('treegrid', { name: 'Timeline' }).getByRole('row', { name: /^Say/ });
  await expect(bars).toHaveCount(3);
  await bars.first().click();
  const inspector = page.getByRole('complementary', { name: 'Task Say' });
  await expect(inspector.getByRole('region', { name: 'Result' }).first()).toContainText('"Hello"');
  await expect(inspector).toContainText(/functions\/hello-sequence\.ts:\d+/);
});

test('the history has every event, and unfolds to the payload', async ({ page, hub }) => {
  const id = await hub.start('HelloWorld');
  await page.goto(pages.instance(id));
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByText('8 events', { exact: true })).toBeVisible();
  const history = page.getByRole('table', { name: 'History' });
  await expect(history.getByRole('row', { name: /TaskCompleted/ })).toHaveCount(3);
  await expect(history.getByRole('row', { name: /TaskScheduled/ }).first()).toContainText(
    /functions\/hello-sequence\.ts:\d+/,
  );
  await history.getByRole('button', { name: 'Event 7, ExecutionCompleted' }).click();
  await expect(history.getByRole('region', { name: 'payload' })).toHaveText('["Hello", " ", "World!"]');
});

test('the output is shown as it is kept', async ({ page, hub }) => {
  const id = await hub.start('HelloWorld');
  await page.goto(pages.instance(id));
  await page.getByRole('tab', { name: 'Input & output' }).click();
  const output = page.getByRole('region', { name: 'Output', exact: true });
  await output.getByRole('button', { name: 'Raw' }).click();
  await expect(output.getByRole('region', { name: 'output' })).toHaveText('["Hello"," ","World!"]');
});

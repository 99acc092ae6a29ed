import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { pages } from '@/components/urls';
import { uniqueId } from './hub';
import { rowLinks } from './locators';
import { openList } from './open-list';
import { test } from './test';

/** Nothing that axe calls serious or critical. */
async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}

const DIALOGS = [
  ['list', 'Start', 'Start an orchestrator'],
  ['list', 'Command palette', 'Command palette'],
  ['instance', 'Raise event', 'Raise an event'],
  ['instance', 'Terminate', 'Terminate ExpenseApproval?'],
  ['instance', 'Cancel', 'Cancel ExpenseApproval?'],
  ['instance', 'Reject', 'Approve 120.00 EUR for a chair?'],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('the list, and the list without a match', async ({ page, hub }) => {
      const prefix = uniqueId();
      await hub.startApproval({ instanceId: `${prefix}-approval` });
      await hub.start('HelloWorld', { instanceId: `${prefix}-hello` });
      await openList(page, { prefix });
      await expect(rowLinks(page)).toHaveCount(2);
      await expectAccessible(page);
      await page.goto(pages.instances({ prefix: uniqueId() }));
      await expect(page.getByRole('heading', { name: 'No instance matches' })).toBeVisible();
      await expectAccessible(page);
    });

    test('the page of a waiting approval, in each of its views', async ({ page, hub }) => {
      const id = await hub.startApproval();
      await page.goto(pages.instance(id));
      await page
        .getByRole('treegrid', { name: 'Timeline' })
        .getByRole('row', { name: /^Approval/ })
        .click();
      await expect(page.getByRole('complementary', { name: 'Task Approval' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('tab', { name: 'History' }).click();
      await page.getByRole('button', { name: 'Event 0, ExecutionStarted' }).click();
      await expectAccessible(page);
      await page.getByRole('tab', { name: 'Input & output' }).click();
      await expect(page.getByRole('region', { name: 'Custom status', exact: true })).toBeVisible();
      await expectAccessible(page);
    });

    test('the page of an ended instance, and of one that is not there', async ({ page, hub }) => {
      const id = await hub.startApproval();
      await hub.terminate(id, 'Not needed');
      await page.goto(pages.instance(id));
      await expect(page.getByText('by local: Not needed.')).toBeVisible();
      await expectAccessible(page);
      await page.goto(pages.instance(uniqueId()));
      await expect(page.getByRole('heading', { name: 'There is no such instance' })).toBeVisible();
      await expectAccessible(page);
    });

    test('the children of an instance, and what is asked before one is restarted or purged', async ({ page, hub }) => {
      const id = await hub.start('Order', { input: [{ sku: 'chair', count: 1 }] });
      await page.goto(pages.instance(id));
      await page.getByRole('tab', { name: 'Children' }).click();
      await expect(page.getByRole('table', { name: 'Children' }).getByRole('link')).toHaveCount(1);
      await expectAccessible(page);
      for (const button of ['Restart', 'Purge']) {
        await page.getByRole('button', { name: button, exact: true }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press('Escape');
      }
    });

    test('the overview, and the settings with their dialog', async ({ page, hub }) => {
      await hub.start('HelloWorld');
      await page.goto(pages.overview());
      await expect(page.getByRole('region', { name: 'Queues' })).toBeVisible();
      await expectAccessible(page);
      await page.goto(pages.settings());
      await page.getByRole('button', { name: 'Add rule' }).click();
      await expect(page.getByRole('dialog', { name: 'Add a retention rule' })).toBeVisible();
      await expectAccessible(page);
    });

    test('entities, and the page of one', async ({ page, hub }) => {
      const key = uniqueId();
      await hub.ask({ name: 'counter', key }, 'add', 1);
      await page.goto(pages.entities({ prefix: key }));
      await expect(page.getByRole('table', { name: 'Entities' }).getByRole('link')).toHaveCount(1);
      await expectAccessible(page);
      await page.goto(pages.entity(`@counter@${key}`));
      await expect(page.getByRole('region', { name: 'State', exact: true })).toBeVisible();
      await expectAccessible(page);
    });

    for (const [place, button, title] of DIALOGS) {
      test(`the dialog “${title}”`, async ({ page, hub }) => {
        await page.goto(place === 'list' ? pages.instances() : pages.instance(await hub.startApproval()));
        await page.getByRole('button', { name: button, exact: true }).click();
        await expect(page.getByRole('dialog', { name: title })).toBeVisible();
        await expectAccessible(page);
      });
    }

    test('the sheet of shortcuts, and a menu', async ({ page }) => {
      await openList(page);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Appearance' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page);
    });
  });
}

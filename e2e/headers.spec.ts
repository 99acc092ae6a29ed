import { expect } from '@playwright/test';
import { pages } from '@/components/urls';
import { test } from './test';

for (const path of [pages.instances(), '/api/v1/health/live', '/api/HelloWorld/nothing']) {
  test(`${path} says what a browser may do with it`, async ({ request }) => {
    const headers = (await request.get(path)).headers();
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
}

test('no page asks for what its policy forbids, and a script that is not ours does not load', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });
  for (const path of ['/', pages.instances(), pages.entities(), pages.batches(), pages.settings(), pages.apiDocs()]) {
    await page.goto(path);
    await expect(page.getByRole('main')).toBeVisible();
  }
  expect(refused).toEqual([]);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.src = 'http://127.0.0.1:9/not-ours.js';
    document.head.append(script);
  });
  await expect.poll(() => refused.length).toBeGreaterThan(0);
});

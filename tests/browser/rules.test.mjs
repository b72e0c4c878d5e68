// The pages of the rules, which need no script.

import { follow } from "./playground.mjs";

const rules = (site) => new URL("rules/", site).href;

export async function the_rules_are_read_and_filtered_without_scripts({ browser, site, assert }) {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(rules(site));
  const rows = page.locator("tbody tr:visible");
  const all = await rows.count();
  await page.locator("#severity-all").press("ArrowDown");
  const errors = await rows.count();
  assert.ok(errors > 0 && errors < all, `${errors} of ${all}`);
  assert.equal(await page.locator("tbody tr[data-severity=error]:visible").count(), errors);
  await page.locator("#severity-error").press("ArrowUp");
  await follow(page.locator("a", { hasText: "AptListsLeft" }));
  await page.locator("h1", { hasText: "AptListsLeft" }).waitFor();
  await page.locator("pre.bad").first().waitFor();
  assert.match((await page.locator(".try").getAttribute("href")) ?? "", /^\.\.\/#v=1&d=t\.FROM%20debian/);
}

export async function every_link_between_the_pages_leads_somewhere({ browser, site, assert }) {
  const page = await browser.newPage();
  await page.goto(rules(site));
  const targets = await page.locator("a").evaluateAll((all) => [...new Set(all.map((it) => it.href))]);
  assert.ok(targets.length > 10);
  for (const target of targets) {
    const answer = await page.request.get(target);
    assert.equal(answer.status(), 200, target);
  }
}

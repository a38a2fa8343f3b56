// Drives a real phpMyAdmin with a browser, the way a person does: opens a database's tab, pastes or chooses a file, presses Go, and
// reads what the page says then.
//
//   node drive.mjs CHROMIUM
//
// reads one request a line as JSON and answers each with one line of JSON:
//   { "url": "http://127.0.0.1:1234/", "db": "shop", "paste": "SELECT 1" }          the tab SQL, with Ctrl+V
//   { "url": …, "db": …, "upload": "/path/01.sql.gz" }                              the tab Import
//   { "page": "file:///path/00-read-me.html", "click": [".done"] }                  any page
// each with "photo": "/path.png" if a picture is to be kept, and "width" of the window.
// The answer: { "errors": [text], "tables": [{ "head": [name], "rows": [[cell]] }], "text": all the page says },
// or { "failure": text } where the browser itself failed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const profile = mkdtempSync(path.join(tmpdir(), 'mig-chromium-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.argv[2],
  headless: true,
  viewport: { width: 1280, height: 900 },
  permissions: ['clipboard-read', 'clipboard-write'],
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage', '--disable-sync',
    '--disable-background-networking', '--disable-component-update', '--metrics-recording-only', '--no-proxy-server',
    // Nothing but this machine.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
});

const isSubmit = (thing) => thing.method() === 'POST' && /route=(%2F|\/)import(&|$)/.test(thing.url());

/** What the page says; runs in the page. */
const read = () => {
  const clean = (text) => (text || '').replace(/\u00a0/g, ' ').replace(/[ \t]*\n\s*/g, '\n').replace(/[ \t]+/g, ' ').trim();
  const visible = (e) => e.offsetHeight > 0 && !e.closest('.modal');
  const errors = [...document.querySelectorAll('.alert-danger, #pma_errors .alert')].filter(visible).map((e) => clean(e.innerText));
  const tables = [...document.querySelectorAll('table.table_results')].filter(visible).map((table) => ({
    head: [...table.querySelectorAll('thead th[data-column]')].map((th) => clean(th.getAttribute('data-column'))),
    rows: [...table.querySelectorAll('tbody tr')].map((tr) => [...tr.querySelectorAll('td.data')]
      .map((td) => (td.classList.contains('null') ? null : clean(td.innerText)))),
  }));
  return { errors: [...new Set(errors)], tables, text: clean(document.body.innerText) };
};

/**
 * Presses a button until the page sends something, and answers what comes back. Chromium may lose a click on a page that is still drawing
 * itself on a busy machine: no event comes to the page, and nothing is sent.
 */
async function press(page, button) {
  for (let tries = 0; tries < 5; tries++) {
    const sent = page.waitForRequest(isSubmit, { timeout: 5000 }).catch(() => null);
    await page.click(button, { noWaitAfter: true });
    const request = await sent;
    if (request) return request.response();
  }
  throw new Error(`${button} was pressed, and nothing was sent`);
}

async function submit(page, request) {
  const query = new URLSearchParams({ server: '1', db: request.db });
  const tab = request.upload ? 'import' : 'sql';
  await page.goto(new URL(`index.php?route=/database/${tab}&${query}`, request.url).href, { waitUntil: 'load' });
  await page.bringToFront();
  let button;
  if (request.upload) {
    await page.setInputFiles('#input_import_file', request.upload);
    await page.waitForTimeout(300);
    button = '#buttonGo';
  } else {
    await page.waitForFunction(() => typeof codeMirrorEditor !== 'undefined' && codeMirrorEditor);
    await page.evaluate((text) => navigator.clipboard.writeText(text), request.paste);
    await page.evaluate(() => { codeMirrorEditor.setValue(''); codeMirrorEditor.focus(); });
    await page.keyboard.press('Control+V');
    await page.waitForFunction(() => codeMirrorEditor.getValue().length > 0);
    const arrived = await page.evaluate(() => codeMirrorEditor.getValue());
    if (arrived !== request.paste.replace(/\r\n?/g, '\n')) return { failure: 'the text did not arrive in the editor' };
    button = '#button_submit_query';
  }
  const dialogs = [];
  page.on('dialog', async (dialog) => { dialogs.push(dialog.message()); await dialog.accept(); });
  await (await press(page, button)).text().catch(() => '');
  await page.waitForFunction(() => {
    const said = document.querySelector('#page_content .alert, #sqlqueryresultsouter .alert, #sqlqueryresultsouter table');
    const busy = document.querySelector('.ajax_notification');
    return said && said.offsetHeight && !(busy && /Loading|Processing/.test(busy.innerText));
  }, null, { timeout: 20000 }).catch(() => {});
  // The page goes on drawing for a moment.
  let before = '';
  for (let calm = 0; calm < 3;) {
    const now = await page.evaluate(() => document.body.innerText);
    calm = now === before ? calm + 1 : 0;
    before = now;
    await page.waitForTimeout(120);
  }
  return { dialogs };
}

async function answer(request) {
  const page = await browser.newPage();
  page.setDefaultTimeout(120000);
  try {
    let extra = {};
    if (request.width) await page.setViewportSize({ width: request.width, height: 900 });
    if (request.page) {
      await page.goto(request.page, { waitUntil: 'load' });
      for (const what of request.click ?? []) await page.locator(what).first().click();
    } else {
      extra = await submit(page, request);
    }
    const said = await page.evaluate(read);
    if (request.photo) {
      // The last table of a result page with what stands above it, the upper part of any other.
      const clip = await page.evaluate(() => {
        const table = [...document.querySelectorAll('table.table_results')].pop();
        if (!table) return { x: 0, y: 0, width: innerWidth, height: Math.min(1640, document.documentElement.scrollHeight) };
        const at = table.getBoundingClientRect();
        return { x: at.left + scrollX - 8, y: at.top + scrollY - 190, width: 1010, height: at.height + 200 };
      });
      await page.screenshot({ path: request.photo, fullPage: true, clip });
    }
    return { ...said, ...extra };
  } catch (error) {
    return { failure: String(error.message).split('\n').slice(0, 4).join(' | ') };
  } finally {
    await page.close().catch(() => {});
  }
}

console.log('{"ready":true}');
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim()) console.log(JSON.stringify(await answer(JSON.parse(line))));
}
await browser.close();
rmSync(profile, { recursive: true, force: true });

// Every way an edition is carried: a front, a folder of some web host, a disk, a bucket. Without JavaScript; search with it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LONG, articlePages, browser, carrier, checks, edition, files, front, pathToFileURL, pool, sample, tags } from "./lib.mjs";

const root = edition(), plain = join(root, "plain"), port = await front(root), { check, none, end } = checks();
const carriers = {
  front: `http://127.0.0.1:${port}/`,
  subpath: await carrier(plain, { prefix: "/some/path/", index: true }),
  file: `${pathToFileURL(plain)}/`,
  bucket: await carrier(plain, { prefix: "/bucket-7f3a/" }),
};
const chromium = await browser();

/** Every address of this carrier that a page's tags name, and what is wrong with them. */
const links = (html, address) => {
  const found = [];
  const add = (value, by) => { if (value) try { found.push([new URL(value, address), by]); } catch { found.push([value, by]); } };
  for (const { name, at } of tags(html)) {
    if (name === "a" || name === "area") add(at.href, "a");
    if (name === "link" && /^(alternate|icon|stylesheet|next|prev|manifest)$/.test(at.rel) && !at.hreflang) add(at.href, `link ${at.rel}`);
    if (at.src !== undefined) add(at.src, name);
    if (at.srcset !== undefined) for (const one of at.srcset.split(",")) add(one.trim().split(/\s+/)[0], `${name} srcset`);
    if (name === "meta" && at["http-equiv"] === "refresh") add(at.content.split("url=")[1], "refresh");
  }
  return found;
};

const read = async (url) => {
  if (url.protocol === "file:") {
    const path = decodeURIComponent(url.pathname);
    if (path.endsWith("/") || !existsSync(path)) return { status: 404 };
    return { status: 200, html: path.endsWith(".html") ? readFileSync(path, "utf8") : null };
  }
  const answer = await fetch(url, { redirect: "manual" });
  const body = await answer.arrayBuffer();
  return { status: answer.status, html: /^text\/html/.test(answer.headers.get("content-type")) ? new TextDecoder().decode(body) : null };
};

for (const [carrierName, base] of Object.entries(carriers)) {
  // The links, from the plain bytes.
  const seen = new Map(), queue = [new URL("index.html", base).href], faults = [], ids = new Map(), fragments = [];
  seen.set(queue[0], "start");
  for (const path of files(plain)) if (path.endsWith("404.html")) { const href = new URL(path, base).href; seen.set(href, "error page"); queue.push(href); }
  const pages = [];
  while (queue.length) {
    await pool(queue.splice(0), 16, async (href) => {
      const { status, html } = await read(new URL(href));
      if (status !== 200) return faults.push(`${href} from ${seen.get(href)}: ${status}`);
      if (html === null || html === undefined) return;
      pages.push(href);
      ids.set(href, new Set(tags(html).flatMap(({ at }) => at.id ?? [])));
      for (const [to, by] of links(html, href)) {
        if (typeof to === "string") { faults.push(`${href}: not an address: ${to}`); continue; }
        const outside = !to.href.startsWith(base);
        if (outside) {
          if (by !== "a") faults.push(`${href}: ${by} leads to ${to}`);
          else if (to.protocol === "file:" || (to.host && to.host === new URL(base).host)) faults.push(`${href}: ${to} leaves the edition's folder`);
          continue;
        }
        if (to.hash) fragments.push([href, to.href]);
        to.hash = "";
        if (!seen.has(to.href)) { seen.set(to.href, href); queue.push(to.href); }
      }
    });
  }
  for (const [from, to] of fragments) {
    const [page, hash] = to.split("#");
    if (ids.has(page) && !ids.get(page).has(decodeURIComponent(hash))) faults.push(`${from}: #${hash} is nowhere in ${page}`);
  }
  none(faults, `${carrierName}: no dead link among ${seen.size} addresses of ${pages.length} pages`);
  if (carrierName === "front") {
    // A withdrawn article is in no list; its notice stays at its address (folder.md, section 1).
    const withdrawn = new Set(articlePages(plain).filter((article) => article.withdrawn).flatMap((article) => article.pages));
    const reached = new Set([...seen.keys()].map((href) => decodeURIComponent(href.slice(base.length))));
    none(files(plain).filter((path) => path.endsWith(".html") && !/404(-\d)?\.html$/.test(path) && !withdrawn.has(path) && !reached.has(path)).map((path) => `${path} is linked from nowhere`), `${carrierName}: every page but withdrawn articles can be reached`);
  }

  // The pages, in a browser.
  const faulty = [], chosen = carrierName === "front" || LONG ? files(plain).filter((path) => path.endsWith(".html") && !/404-\d\.html$/.test(path)).map((path) => new URL(path, base).href) : sample(pages.sort(), 40);
  const context = await chromium.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  let pictures = 0;
  await pool(chosen, 6, async (href) => {
    const page = await context.newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith(base) && !request.url().startsWith("data:")) faulty.push(`${href}: asks for ${request.url()}`);
      if (request.resourceType() === "script") faulty.push(`${href}: asks for a script ${request.url()}`);
    });
    page.on("requestfailed", (request) => { if (request.failure()?.errorText !== "net::ERR_ABORTED") faulty.push(`${href}: ${request.url()}: ${request.failure()?.errorText}`); });
    page.on("response", (response) => { if (response.status() >= 400) faulty.push(`${href}: ${response.url()} is ${response.status()}`); });
    page.on("console", (message) => { if (message.type() === "error") faulty.push(`${href}: console: ${message.text()}`); });
    page.on("pageerror", (error) => faulty.push(`${href}: ${error}`));
    try {
      await page.goto(href, { waitUntil: "load" });
      if (href === new URL("index.html", base).href) await page.waitForURL(new URL("en/index.html", base).href, { timeout: 8000 }); // It leads on.
      // Without scripting no timer runs in the page, so the waiting is done here.
      let images = [];
      for (let tries = 0; tries < 100; tries++) {
        images = await page.evaluate(() => [...document.images].map((image) => [image.currentSrc || image.src, image.complete, image.naturalWidth]));
        if (images.every(([, complete]) => complete)) break;
        await page.evaluate(() => [...document.images].find((image) => !image.complete)?.scrollIntoView());
        await new Promise((go) => setTimeout(go, 50));
      }
      pictures += images.length;
      for (const [src, complete, width] of images) if (!complete || !width) faulty.push(`${href}: picture ${src} complete ${complete} width ${width}`);
    } catch (error) {
      faulty.push(`${href}: ${error.message.split("\n")[0]}`);
    }
    await page.close();
  });
  await context.close();
  check(pictures > 40, `${carrierName}: there are pictures: ${pictures}`);
  none(faulty, `${carrierName}: ${chosen.length} pages show whole, with every picture, without a script and from this origin alone`);
}

// An address that leads nowhere, at every depth the error pages are made for: they must find their own pictures and links.
{
  const faults = [];
  for (const path of ["en/nope.html", "ru/2026/nope.html", "ar/2026/11/nope.html", "en/tag/none/nope/index.html"]) {
    const address = carriers.front + path, { status, html } = await read(new URL(address));
    if (status !== 404 || !html) { faults.push(`${path}: ${status}${html ? "" : ", not a page"}`); continue; }
    for (const [to] of links(html, address)) if (to.href.startsWith(carriers.front) && to.pathname !== new URL(address).pathname && (await read(to)).status !== 200) faults.push(`${path}: ${to} is dead`);
  }
  none(faults, "front: an address that leads nowhere shows an error page that links right");
}

// Search, which is the one page with a script.
const words = { en: "ferry", ru: "гавани", ar: "ميناء" };
for (const [carrierName, base] of Object.entries(carriers)) {
  for (const [language, word] of Object.entries(words)) {
    const context = await chromium.newContext({ viewport: { width: 390, height: 844 } }), page = await context.newPage(), faulty = [];
    page.on("request", (request) => { if (!request.url().startsWith(base)) faulty.push(`asks for ${request.url()}`); });
    page.on("console", (message) => { if (message.type() === "error") faulty.push(message.text()); });
    page.on("pageerror", (error) => faulty.push(String(error)));
    try {
      await page.goto(new URL(`${language}/search.html`, base).href);
      await page.fill("#search input[name=q]", word);
      await page.press("#search input[name=q]", "Enter");
      await page.waitForFunction(() => /\d/.test(document.querySelector("#search [role=status]").textContent), null, { timeout: 8000 });
      const results = await page.$$eval("#search ul a", (all) => all.map((a) => a.href));
      if (!results.length) faulty.push("no results");
      if (results[0] && (await read(new URL(results[0]))).status !== 200) faulty.push(`dead result ${results[0]}`);
    } catch (error) {
      faulty.push(error.message.split("\n")[0]);
    }
    none(faulty, `${carrierName}: search for ${word} in ${language} finds articles`);
    await context.close();
  }
  const context = await chromium.newContext({ javaScriptEnabled: false }), page = await context.newPage();
  await page.goto(new URL("en/search.html", base).href);
  check(!(await page.isVisible("#search")) && await page.isVisible("main a[href*=archive]"), `${carrierName}: without a script the search page hides the form and leads to the archive`);
  await context.close();
}
await chromium.close();
end();

// Valid HTML, no accessibility violation, no script and no style out of place, valid feeds.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { HERE, LANGUAGES, articlePages, browser, checks, edition, files, front, pool, tags } from "./lib.mjs";

const root = edition(), plain = join(root, "plain"), { check, none, end } = checks();
const all = files(plain), pages = all.filter((path) => path.endsWith(".html"));

// HTML.
const vnu = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
const judged = spawnSync("java", ["-Xss2m", "-jar", vnu, "--format", "json", "--skip-non-html", plain], { encoding: "utf8", maxBuffer: 1 << 28 });
const report = JSON.parse(judged.stderr || judged.stdout);
const where = (message) => `${message.url?.replace(/^.*\/plain\//, "")}:${message.lastLine}:${message.lastColumn} ${message.message} | ${(message.extract ?? "").replace(/\s+/g, " ").slice(0, 140)}`;
check(/^\d/.test(report.version), `Nu ${report.version} read ${pages.length} pages`);
none(report.messages.filter((message) => message.type !== "info").map(where), "Nu finds no error");
// From a file: address the checker cannot tell 'self' apart, so what it says of the policy is no finding.
none(report.messages.filter((message) => message.type === "info" && !/violates Content Security Policy/.test(message.message)).map(where), "Nu warns of nothing");

// What has no place in a page.
const strict = [];
for (const path of pages) {
  const html = readFileSync(join(plain, path), "utf8");
  for (const { name, at } of tags(html)) {
    if ("style" in at) strict.push(`${path}: <${name} style="${at.style}">`);
    for (const key of Object.keys(at)) if (/^on/.test(key)) strict.push(`${path}: <${name} ${key}>`);
    if (name === "script" && at.type !== "application/ld+json" && !(/^[a-z]{2}\/search\.html$/.test(path) && at.src === "../search.js")) strict.push(`${path}: <script ${JSON.stringify(at)}>`);
    for (const key of ["src", "srcset", "poster", "data"]) if (/^(https?:)?\/\/|,\s*(https?:)?\/\//.test(at[key] ?? "")) strict.push(`${path}: <${name} ${key}="${at[key]}">`);
    if (name === "link" && /^(stylesheet|preload|prefetch|preconnect|dns-prefetch|icon|manifest)$/.test(at.rel) && /^(https?:)?\/\//.test(at.href)) strict.push(`${path}: <link rel=${at.rel} href=${at.href}>`);
    if (/^(iframe|object|embed|frame|applet)$/.test(name)) strict.push(`${path}: <${name}>`);
    if (/^javascript:/i.test(at.href ?? "")) strict.push(`${path}: ${at.href}`);
  }
  if (/@import|url\((?!["']?data:)/.test(html.match(/<style>([\s\S]*?)<\/style>/)?.[1] ?? "")) strict.push(`${path}: the style asks for a file`);
  for (const [, json] of html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)) try { JSON.parse(json); } catch (error) { strict.push(`${path}: JSON-LD: ${error.message}`); }
}
none(strict, "no inline style, handler, script, frame or foreign source");

// Feeds.
const judge = (kind, paths) => JSON.parse(execFileSync("python3", [join(HERE, "feeds.py"), kind, ...paths.map((path) => join(plain, path))], { encoding: "utf8", maxBuffer: 1 << 26 }));
for (const [kind, ending] of [["rss", "/feed.xml"], ["atom", "/atom.xml"], ["json", "/feed.json"], ["sitemap", "sitemap"]]) {
  const paths = kind === "sitemap" ? all.filter((path) => /^sitemap.*\.xml$/.test(path)) : all.filter((path) => path.endsWith(ending));
  const found = judge(kind, paths);
  check(paths.length > 0 && found.items > 0, `${paths.length} ${kind} files with ${found.items} items`);
  none(found.faults.map((fault) => fault.replace(`${plain}/`, "")), `every ${kind} file is well-formed and has what its format requires`);
  // Not every reader resolves them, and #n1 would lead into the feed.
  none(found.relative.map((fault) => fault.replace(`${plain}/`, "")), `no ${kind} file holds a relative address`);
}

// Accessibility.
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const port = await front(root), written = articlePages(plain);
const kinds = (language) => {
  const own = written.filter((article) => article.language === language && !article.withdrawn), has = (pattern) => all.find((path) => path.startsWith(`${language}/`) && pattern.test(path));
  const holding = (text) => own.find((article) => article.text.includes(text))?.pages[0];
  const month = has(/\/2026\/11\/index\.html$/);
  return Object.entries({
    "front page": `${language}/index.html`, article: own.find((article) => article.name === "harbour").pages[0], "long article": own.find((article) => article.pages.length > 1)?.pages.at(-1),
    "whole article": has(/-full\.html$/), table: holding("Table: ") ?? holding("| ---"), gallery: holding(":::gallery"), embed: holding(":::embed"), section: `${language}/news/index.html`, tag: has(/\/tag\//), story: has(/\/story\//), author: has(/\/author\//),
    month, archive: `${language}/archive/index.html`, topics: `${language}/topics/index.html`, corrections: `${language}/corrections/index.html`, support: `${language}/support.html`, join: `${language}/join.html`, reach: `${language}/reach.html`,
    search: `${language}/search.html`, about: `${language}/about.html`, "error page": `${language}/404.html`, withdrawn: written.find((article) => article.language === language && article.withdrawn)?.pages[0], start: language === "en" ? "index.html" : undefined,
  }).filter(([, path]) => path);
};
const looks = [{ width: 390, height: 844 }, { width: 1280, height: 900 }].flatMap((viewport) => ["light", "dark"].map((colorScheme) => ({ viewport, colorScheme })));
const chromium = await browser();
for (const language of LANGUAGES) {
  const faults = new Map();
  let runs = 0;
  const known = kinds(language);
  check(known.length >= 14, `${language}: ${known.length} kinds of page for axe`);
  for (const look of looks) {
    const context = await chromium.newContext({ ...look, bypassCSP: true, javaScriptEnabled: true });
    await pool(known, 4, async ([kind, path]) => {
      if (kind === "start") return; // It leads on at once.
      const page = await context.newPage();
      try {
        await page.goto(`http://127.0.0.1:${port}/${path}`, { timeout: 15_000 });
        if (kind === "search") {
          await page.fill("#q", { en: "ferry", ru: "гавани", ar: "ميناء" }[language]);
          await page.press("#q", "Enter");
          await page.waitForFunction(() => document.querySelector("#search ul a"), null, { timeout: 5000 });
        }
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        const add = (what) => faults.set(what, [...(faults.get(what) ?? []), `${look.viewport.width} ${look.colorScheme}`]);
        for (const violation of violations) for (const node of violation.nodes) add(`${path} (${kind}): ${violation.id} (${violation.impact}): ${node.target.join(" ")}: ${node.failureSummary.split("\n").slice(1, 2).join(" ").trim()} | ${node.html.slice(0, 140)}`);
        if (wide > 0) add(`${path} (${kind}): ${wide} pixels wider than the window`);
        runs++;
      } catch (error) {
        faults.set(`${path} (${kind}): ${error.message.split("\n")[0]}`, [JSON.stringify(look)]);
      }
      await page.close();
    });
    await context.close();
  }
  none([...faults].map(([what, where]) => `${what} [${[...new Set(where)].join(", ")}]`), `${language}: axe finds no violation and no page is wider than the window in ${runs} runs`);
}
await chromium.close();
end();

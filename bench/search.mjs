// What a search costs a reader at N articles: bytes on the wire for the first results, in a browser.
//   cargo build --release && bench/corpus --articles 2000 --out N && target/release/tamizdat print --from N --out E
//   TAMIZDAT=target/release/tamizdat EDITION=E node bench/search.mjs N
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { browser, edition, front } from "../tests/browser/lib.mjs";

const newsroom = process.argv[2], root = edition(), port = await front(root), chromium = await browser();
const texts = readdirSync(join(newsroom, "articles"), { recursive: true }).filter((name) => name.endsWith(".md")).sort();
// Words that stand in some article, from common to rare, and two at once.
const words = [];
for (let at = 0; words.length < 40; at += Math.floor(texts.length / 40)) {
  const body = readFileSync(join(newsroom, "articles", texts[at % texts.length]), "utf8").split("+++")[2].match(/\p{L}{5,}/gu);
  words.push(body[(at * 7) % body.length] + (words.length % 4 === 3 ? ` ${body[(at * 7 + 11) % body.length]}` : ""));
}
const language = readdirSync(join(root, "plain")).find((name) => /^[a-z]{2}$/.test(name));
const firsts = [], sums = [];
let none = 0;
for (const query of words) {
  const context = await chromium.newContext(), page = await context.newPage(), sizes = [];
  page.on("requestfinished", (request) => {
    if (request.url().endsWith(".js")) sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize));
  });
  await page.goto(`http://127.0.0.1:${port}/${language}/search.html`);
  await page.fill("#search input[name=q]", query);
  await page.press("#search input[name=q]", "Enter");
  const arrived = async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  // Articles come block by block, newest first; a reader sees the first ones while older blocks are still asked for.
  await page.waitForFunction(() => document.querySelector("#search li"), null, { timeout: 5000 }).catch(() => none++);
  const first = await arrived();
  await page.waitForFunction(() => {
    const box = document.getElementById("search"), said = box.querySelector("[role=status]").textContent;
    return said && said !== box.dataset.working;
  });
  const whole = await arrived();
  firsts.push(first);
  sums.push(whole);
  if (process.argv.includes("--each")) console.log(first, whole, sizes.length, query);
  await context.close();
}
await chromium.close();
const figures = (sums) => {
  sums.sort((one, other) => one - other);
  return `least ${sums[0]}, median ${sums[sums.length >> 1]}, most ${sums.at(-1)}`;
};
console.log(`${texts.length} articles, ${words.length} queries, ${none} without a result. Bytes with headers, script included:`);
console.log(`  until the first results are shown: ${figures(firsts)}`);
console.log(`  until every article is found, or ten: ${figures(sums)}`);
process.exit(0);

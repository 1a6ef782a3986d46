// Lighthouse: 100 for performance, accessibility and best practices, on a telephone, through the front.
import lighthouse from "lighthouse";
import { articlePages, browser, checks, edition, freePort, front } from "./lib.mjs";
import { join } from "node:path";

const root = edition(), port = await front(root), { check, end } = checks();
const harbour = articlePages(join(root, "plain")).find((article) => article.name === "harbour" && article.language === "en").pages[0];
const debugging = await freePort(), chromium = await browser(`--remote-debugging-port=${debugging}`);
// Times vary with what else the machine does; Lighthouse's own advice is the median of five runs.
const RUNS = 5;
for (const path of [harbour, "en/index.html"]) {
  const runs = [];
  for (let n = 0; n < RUNS; n++) {
    const { lhr } = await lighthouse(`http://127.0.0.1:${port}/${path}`, { port: debugging, output: "json", logLevel: "error", onlyCategories: ["performance", "accessibility", "best-practices"] });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    runs.push(lhr);
  }
  for (const name of Object.keys(runs[0].categories)) {
    const sorted = runs.toSorted((a, b) => a.categories[name].score - b.categories[name].score), middle = sorted[Math.floor(RUNS / 2)];
    const score = Math.round(middle.categories[name].score * 100), all = sorted.map((lhr) => Math.round(lhr.categories[name].score * 100)).join(" ");
    check(score === 100, `${path}: ${name} ${score} (runs: ${all})`, middle.categories[name].auditRefs.map(({ id }) => middle.audits[id]).filter((audit) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode !== "informative").map((audit) => `${audit.id} ${audit.displayValue ?? ""}`).join("; "));
    if (name === "performance") console.log(`     ${["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index", "total-byte-weight"].map((id) => `${id} ${middle.audits[id].displayValue}`).join(", ")}, bf-cache: ${(middle.audits["bf-cache"]?.details?.items ?? []).map((item) => item.reason).join("; ")}`);
  }
}
await chromium.close();
end();

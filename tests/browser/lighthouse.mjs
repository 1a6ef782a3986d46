// Lighthouse: 100 for performance, accessibility and best practices, on a telephone, through the front.
import lighthouse from "lighthouse";
import { articlePages, browser, checks, edition, freePort, front } from "./lib.mjs";
import { join } from "node:path";

const root = edition(), port = await front(root), { check, end } = checks();
const harbour = articlePages(join(root, "plain")).find((article) => article.name === "harbour" && article.language === "en").pages[0];
const debugging = await freePort(), chromium = await browser(`--remote-debugging-port=${debugging}`);
for (const path of [harbour, "en/index.html"]) {
  const { lhr } = await lighthouse(`http://127.0.0.1:${port}/${path}`, { port: debugging, output: "json", logLevel: "error", onlyCategories: ["performance", "accessibility", "best-practices"] });
  for (const [name, category] of Object.entries(lhr.categories)) {
    const score = Math.round(category.score * 100);
    check(score === 100, `${path}: ${name} ${score}`, category.auditRefs.map(({ id }) => lhr.audits[id]).filter((audit) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode !== "informative").map((audit) => `${audit.id} ${audit.displayValue ?? ""}`).join("; "));
  }
  console.log(`     ${["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index", "total-byte-weight"].map((id) => `${id} ${lhr.audits[id].displayValue}`).join(", ")}`);
}
await chromium.close();
end();

// Words a reader would type, inflected as they come, and the articles they must find; and what finding costs.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, articles, browser, checks, edition, front, pool } from "./lib.mjs";

const QUERIES = {
  en: {
    ferry: "ferry-first ferry-second ferry-third", ferries: "ferry-first ferry-second ferry-third", dredged: "harbour", dredging: "harbour", harbours: "harbour", invoice: "harbour harbour-reply",
    lighthouses: "lighthouse", metronomes: "choir", trams: "tram", submarines: "sugar", Sugar: "sugar", census: "census", timetables: "timetable", dispatcher: "dispatchers timetable", "life jacket": "ferry-first",
    choirs: "choir", teacher: "teachers", melon: "ferry-second", telescopes: "ferry-second", stevedores: "sugar", enumerator: "census", sanction: "sugar", prams: "printers", "knotted ropes": "harbour", "ministry’s": "harbour-reply",
  },
  ru: {
    гавани: "harbour harbour-reply", гаванью: "harbour", паромы: "ferry-first ferry-second ferry-third", паромом: "ferry-first ferry-second ferry-third", трамваи: "tram", трамваях: "tram", хлеба: "bread", хором: "choir", метрономы: "choir",
    сахара: "sugar", подлодки: "sugar", чемоданы: "archive", архивов: "archive", переписи: "census", почтальоны: "postal", повестками: "postal", расписания: "timetable", диспетчеры: "dispatchers timetable", солью: "salt", фонтан: "power",
    холодильники: "power", лоцмана: "harbour-reply", веревка: "harbour", верёвкой: "harbour", рыбаков: "harbour", зеркало: "mirrors", "жилетами": "ferry-first", "арест диспетчеров": "dispatchers",
  },
  ar: {
    ميناء: "harbour", الميناء: "harbour", والميناء: "harbour", "عبّارة": "ferry-first ferry-second ferry-third", العبارة: "ferry-first ferry-second ferry-third", نحل: "bees", النحل: "bees", للنحل: "bees", ترام: "tram", الترام: "choir tram",
    منارة: "lighthouse", المنارة: "lighthouse", سكر: "sugar", "السكّر": "sugar", غواصة: "sugar", "الغوّاصة": "sugar", معلم: "teachers", المعلمين: "teachers", كهرباء: "power", بالكهرباء: "power",
    النهر: "river", خزان: "river", محكمة: "dispatchers", الجوقة: "choir", مصفاة: "sugar", طماطم: "ferry-second", الجدول: "timetable", بندول: "choir", القضبان: "tram", "حبل": "harbour-reply harbour",
  },
};
const NOWHERE = { en: "zyzzyva", ru: "жъщщ", ar: "ظغضث" };

const root = edition(), port = await front(root), { check, none, end } = checks(), written = articles(), chromium = await browser();

const ask = async (language, query) => {
  const context = await chromium.newContext({ viewport: { width: 390, height: 844 } }), page = await context.newPage();
  const sizes = [];
  page.on("requestfinished", (request) => {
    if (request.url().endsWith(".js")) sizes.push(request.sizes().then((size) => ({ name: request.url().split("/").pop(), bytes: size.responseBodySize + size.responseHeadersSize })));
  });
  try {
    await page.goto(`http://127.0.0.1:${port}/${language}/search.html`);
    await page.fill("#search input[name=q]", query);
    await page.press("#search input[name=q]", "Enter");
    await page.waitForFunction(() => {
      const box = document.getElementById("search"), said = box.querySelector("[role=status]").textContent;
      return said && said !== box.dataset.working;
    }, null, { timeout: 10_000 });
    const status = await page.textContent("#search [role=status]");
    const found = await page.$$eval("#search ul a", (all) => all.map((a) => a.pathname));
    const loaded = await Promise.all(sizes);
    const script = loaded.filter(({ name }) => name === "search.js").reduce((sum, { bytes }) => sum + bytes, 0);
    return { status, found, script, index: loaded.reduce((sum, { bytes }) => sum + bytes, 0) - script, files: loaded.length - 1 };
  } catch (error) {
    return { status: error.message.split("\n")[0], found: [], script: 0, index: 0, files: 0 };
  } finally {
    await context.close();
  }
};

let most = { index: 0 }, sum = 0, count = 0, script = 0;
for (const language of LANGUAGES) {
  const slugs = new Map(written.filter((article) => article.language === language).map((article) => [article.name, article.slug]));
  check(Object.keys(QUERIES[language]).length >= 20, `${language}: ${Object.keys(QUERIES[language]).length} queries`);
  await pool(Object.entries(QUERIES[language]), 3, async ([query, names]) => {
    const { status, found, index, script: own, files } = await ask(language, query);
    const missing = names.split(" ").filter((name) => !found.some((path) => path.endsWith(`/${slugs.get(name)}.html`)));
    const dead = found.filter((path) => !existsSync(join(root, "plain", decodeURIComponent(path))));
    check(!missing.length && !dead.length, `${language} “${query}” finds ${names} among ${found.length}; index ${index} bytes in ${files} files`, `${missing.length ? `not ${missing.join(", ")}; ` : ""}${dead.length ? `dead ${dead.join(" ")}; ` : ""}it says: ${status}`);
    if (index > most.index) most = { index, query };
    script = Math.max(script, own);
    sum += index;
    count++;
  });
  const nothing = await ask(language, NOWHERE[language]);
  check(!nothing.found.length && nothing.status.length > 3 && !/\d/.test(nothing.status), `${language} a word that is nowhere finds nothing and says so: ${nothing.status}`);
}
const lake = await ask("en", "Morrow"), withdrawn = written.find((article) => article.withdrawn);
check(!lake.found.some((path) => path.includes(withdrawn.slug)), "a withdrawn article is not found");
console.log(`     script ${script} bytes; index ${Math.round(sum / count)} bytes per query, at most ${most.index} (“${most.query}”)`);
none(script > 0 && script <= 11_600 ? [] : [`${script} bytes`], "the script fits through one connection: at most 11,600 bytes with its headers");
await chromium.close();
end();

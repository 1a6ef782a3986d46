(() => {
// Search in the reader's browser: loads the parts of the index that hold the words, newest articles first.
// It sends nothing to anybody but requests for files that every searcher asks for. Format: docs/reference/search.md.
const box = document.getElementById("search"), d = box.dataset;
const rules = JSON.parse(d.rules), phrases = JSON.parse(d.results);
const [form, status, list, more] = [box.querySelector("form"), box.querySelector("[role=status]"), box.querySelector("ul"), box.querySelector(".more-results")];
const BLOCK = 256, CHUNK = 32, SHARDS = 16, OPEN = 8, FIRST = 10;
const files = new Map();

// A file of the index is a script that calls tz() with its content; `currentScript` says which one it was.
window.tz = (content) => { document.currentScript.got = content; };
const load = (name) => {
  if (!files.has(name)) files.set(name, new Promise((good, bad) => {
    const script = document.createElement("script");
    script.src = "search/" + name + ".js";
    script.onload = () => { good(script.got); script.remove(); };
    script.onerror = () => { files.delete(name); script.remove(); bad(new Error(name)); };
    document.head.append(script);
  }));
  return files.get(name);
};

const variants = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ё": "е", "ґ": "г" };
const normal = (word) => Array.from(word.normalize("NFC").toLowerCase().normalize("NFC"), (c) => {
  if (/[\u064b-\u065f\u0670\u0640\u0300-\u036f]/.test(c)) return "";
  if (c >= "\u00c0" && c <= "\u024f") return c.normalize("NFD")[0];
  return variants[c] ?? c;
}).join("");

const stem = (word, rules) => {
  let letters = Array.from(word);
  const longest = (found) => found.sort((a, b) => b[0] - a[0])[0];
  const start = longest(rules.prefixes.map((p) => [Array.from(p).length, p])
    .filter(([n, p]) => letters.length >= n + rules.prefix_leaves && letters.slice(0, n).join("") === p));
  if (start) letters = letters.slice(start[0]);
  for (const step of rules.steps) {
    const end = longest(step.map(([ending, instead, leaves]) => [Array.from(ending).length, ending, instead, leaves])
      .filter(([n, ending, , leaves]) => letters.length >= n + leaves && letters.slice(letters.length - n).join("") === ending));
    if (end) letters = [...letters.slice(0, letters.length - end[0]), ...end[2]];
  }
  return letters.join("");
};

const hash = (letters) => letters.reduce((sum, c) => Math.imul(sum ^ c.codePointAt(0), 0x01000193) >>> 0, 0x811c9dc5);
const key = (stem) => hash(Array.from(stem)) & 0xfffff;
const shard = (stem, count) => ((hash(Array.from(stem).slice(0, 3)) >>> 4) & 0xfff) % count;

// A word finds what was indexed under its stem, and under what is left if its stem looks inflected too.
const forms = (word, rules) => {
  const one = normal(word), two = stem(one, rules), three = stem(two, rules);
  return [...new Set([two, three, one])].filter((form) => form);
};

const decode = (text) => {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0)), found = new Map();
  let at = 0, word = 0;
  const number = () => { let value = 0, shift = 0, byte; do { byte = bytes[at++]; value |= (byte & 127) << shift; shift += 7; } while (byte & 128); return value; };
  while (at < bytes.length) {
    word += number();
    const articles = new Map();
    for (let left = number(), last = 0; left > 0; left--) { const n = number(); last += n >> 1; articles.set(last, n & 1); }
    found.set(word, articles);
  }
  return found;
};

// Articles of a block that hold every word: number to points.
const searchBlock = async (block, size, words) => {
  const count = size >= BLOCK ? SHARDS : OPEN;
  let all = null;
  for (const forms of words) {
    const some = new Map();
    for (const [at, form] of forms.entries()) {
      const shardOf = decoded(await load(`${block}-${shard(form, count)}`));
      for (const [article, inTitle] of shardOf.get(key(form)) ?? []) {
        some.set(article, Math.max(some.get(article) ?? 0, (inTitle ? 8 : 2) - (at === 1 ? 1 : 0)));
      }
    }
    const before = all;
    all = new Map([...some].filter(([article]) => !before || before.has(article)).map(([article, points]) => [article, points + (before?.get(article) ?? 0)]));
    if (!all.size) break;
  }
  return [...all].sort(([a, p], [b, q]) => q - p || b - a).map(([article]) => article);
};
const memory = new Map();
const decoded = (text) => { if (!memory.has(text)) memory.set(text, decode(text)); return memory.get(text); };

const plural = new Intl.PluralRules(document.documentElement.lang);
const say = (count) => {
  const names = Object.keys(phrases).map(Number);
  const like = count === 0 ? 0 : names.find((n) => n > 0 && n === count) ?? names.find((n) => n > 0 && plural.select(n) === plural.select(count)) ?? 100;
  return phrases[like].replace(String(like), count);
};

const show = async (block, articles) => {
  for (const article of articles) {
    const [path, headline, date] = (await load(`${block}-d${Math.floor(article / CHUNK)}`))[article % CHUNK];
    if (!path) continue;
    const item = document.createElement("li"), time = document.createElement("p"), title = document.createElement("h2"), link = document.createElement("a");
    time.className = "meta";
    time.textContent = date;
    link.href = path;
    link.textContent = headline;
    title.append(link);
    item.append(time, title);
    list.append(item);
  }
};

let run = 0;
const search = async (query) => {
  const mine = ++run;
  list.textContent = "";
  more.hidden = true;
  const words = (query.replace(/['’ʼ]/g, "").match(/[\p{Alphabetic}\p{N}\p{M}]+/gu) ?? []).slice(0, 8)
    .sort((a, b) => b.length - a.length) // The longest is most often the rarest, and where it is missing no other word is looked up.
    .map((word) => forms(word, rules));
  status.textContent = words.length ? d.working : "";
  if (!words.length) return;
  try {
    const total = await load("count");
    let found = 0;
    for (let block = Math.ceil(total / BLOCK) - 1; block >= 0; block--) {
      const articles = await searchBlock(block, Math.min(BLOCK, total - block * BLOCK), words);
      if (mine !== run) return;
      found += articles.length;
      await show(block, articles);
      if (found >= FIRST && block > 0) {
        status.textContent = `${d.part} ${say(found)}`;
        more.hidden = false;
        await new Promise((go) => { more.onclick = go; });
        if (mine !== run) return;
        more.hidden = true;
        status.textContent = d.working;
      }
    }
    status.textContent = say(found);
  } catch {
    if (mine === run) status.textContent = d.failed;
  }
};

window.tzSearch = { forms, normal, stem, search };
form.addEventListener("submit", (event) => { event.preventDefault(); search(form.q.value); });
box.hidden = false;
})();

// The reader's page: what was checked, where it came from, and the article in a frame that may run nothing.
const $ = (id) => document.getElementById(id), config = JSON.parse($("config").textContent), frame = $("page");
// 0 checking 1 checked 2 edition of 3 current until 4 late 5 read on 6 older edition 7 alarm 8 nothing 9 not vouched for 10 open it?
// 11 mirrors 12 reachable 13 no answer 14 refused 15 add 16 folder 17 remember 18 forget 19 not in this edition
const WORDS = {
en: "Checking…|Checked|edition of|Current until|This copy is authentic, but late. No newer one was found. It was current until|Read on|Older edition, as no newer one was found|Warning: two different editions bear one number. Somebody is deceiving readers. Ask the newsroom.|No edition could be checked. Add a mirror or open a folder.|not vouched for by the editors|Open it anyway?|Mirrors|reachable|no answer|refused|Add a mirror|Open a folder or stick|Remember on this device|Forget everything|Not in this edition".split("|"),
ru: "Проверяем…|Проверено|выпуск от|Действует до|Копия подлинная, но устарела. Новее не нашлось. Она действовала до|Читать|Старый выпуск, новее не нашлось|Внимание: два разных выпуска под одним номером. Кто-то обманывает читателей. Спросите редакцию.|Нет проверенного выпуска. Добавьте зеркало или откройте папку.|редакция за это не ручается|Всё равно открыть?|Зеркала|доступно|не отвечает|отвергнуто|Добавить зеркало|Открыть папку или флешку|Помнить на этом устройстве|Забыть всё|Нет в этом выпуске".split("|"),
ar: "جارٍ التحقق…|تم التحقق|عدد|صالح حتى|هذه النسخة أصلية لكنها متأخرة. لم نجد أحدث منها. كانت صالحة حتى|تابع القراءة|عدد قديم، لم نجد أحدث منه|تحذير: عددان مختلفان برقم واحد. هناك من يخدع القرّاء. اسأل التحرير.|لم نجد عددًا موثوقًا. أضف مرآة أو افتح مجلدًا.|التحرير لا يضمنه|أتفتحه رغم ذلك؟|المرايا|متاحة|لا تجيب|مرفوضة|أضف مرآة|افتح مجلدًا أو ذاكرة|تذكّر على هذا الجهاز|انسَ كل شيء|ليس في هذا العدد".split("|"),
};
let language = [...navigator.languages, "en"].map((one) => one.slice(0, 2)).find((one) => WORDS[one]);
let accepted, fault, at, outside = [], date, trouble = "", urls = [], turn = 0;

// What it trusts lies in the tab's memory; on the device only if the reader says so. Storage may be forbidden: then nowhere.
const key = config.root.signatures[0].sig, kinds = ["localStorage", "sessionStorage"];
const each = (work) => kinds.map((kind) => { try { return work(self[kind], kind); } catch {} });
const [lasting, passing] = each((store) => store.getItem(key)), added = [];
const edition = new Edition(config.root, []);
const carry = (carrier) => edition.carriers.some(({ name }) => name === carrier.name) || edition.carriers.push(carrier);
const save = () => each((store, kind) => ($("keep").checked === (kind === "localStorage")) ? store.setItem(key, JSON.stringify({ ...edition.trust, added })) : store.removeItem(key));

const put = (id, text) => { if ($(id).textContent !== text) $(id).textContent = text; };
const late = () => edition.until < new Date().toISOString();
const when = (text, timeStyle) => new Date(text).toLocaleString(navigator.languages.find((one) => one.startsWith(language)) ?? language, { dateStyle: "medium", timeStyle });
const paint = (busy) => {
  const words = WORDS[language], root = document.documentElement;
  root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = words[one.dataset.word];
  put("state", busy ? words[0] : !edition.targets ? "⚠ " + words[8].split(".")[0] : (late() || edition.alone ? "⚠ " + words[6] : "✓ " + words[1]) + (date ? ` · ${words[2]} ${when(date)}` : ` · ${words[3]} ${when(edition.until)}`));
  put("until", edition.until ? `${words[3]} ${when(edition.until, "short")}${date ? ` · ${words[2]} ${when(date, "short")}` : ""}` : trouble);
  $("alarm").hidden = !edition.alarm;
  put("alarm", words[7]);
  $("list").replaceChildren(...edition.carriers.map(({ name, said, silent }) => {
    const item = document.createElement("li"), small = document.createElement("small"), bdi = document.createElement("bdi");
    bdi.textContent = name;
    small.textContent = silent ? words[13] : said ? `${words[14]}: ${said}` : said === "" ? words[12] : "…";
    item.append(bdi, small);
    return item;
  }));
  const ask = !edition.targets || late() && !accepted;
  $("go").hidden = !edition.targets || !ask;
  if (ask || fault) put("words", busy ? words[0] : fault || (edition.targets ? `${words[4]} ${when(edition.until, "short")}.` : words[8]));
  $("say").hidden = !ask && !fault;
  frame.hidden = !$("say").hidden;
};

// Addresses of the edition are read as if it lay at this one; what is left over leads out of it.
const HOME = "https://edition.invalid/";
const place = (href, path) => {
  try {
    let url = new URL(href, HOME + encoded(path));
    for (const { name } of edition.carriers) if (url.href.startsWith(name)) url = new URL(url.href.slice(name.length), HOME);
    return url.href.startsWith(HOME) ? { path: decodeURIComponent(url.pathname.slice(1)), hash: decodeURIComponent(url.hash.slice(1)) } : { url };
  } catch { return {}; }
};
// Rule 5.2: what follows # does not count, and for mailto: neither what follows ?.
const bare = ({ protocol, href }) => href.split(protocol === "mailto:" ? /[?#]/ : "#")[0];
const listed = (url) => outside.some((entry) => URL.canParse(entry) && (bare(url) === bare(new URL(entry)) || entry.endsWith("/") && bare(url).startsWith(bare(new URL(entry)))));
const harmless = (url) => url && !/^(javascript|data|blob|file|about):/.test(url.protocol);

const links = new WeakMap(), pictures = new WeakMap();
// A picture is fetched when it comes into view, in the size that fits, and shown only if its digest is the signed one.
const watch = new IntersectionObserver((all) => all.forEach(async ({ target, isIntersecting }) => {
  if (!isIntersecting) return;
  watch.unobserve(target);
  for (const one of [...(target.closest("picture")?.querySelectorAll("source") ?? []), target]) {
    const { src, srcset, path } = pictures.get(one) ?? {}, choice = (srcset || src || "").split(",").map((text) => text.trim().split(/\s+/));
    const fit = choice.find(([, width]) => parseInt(width) >= target.clientWidth * devicePixelRatio) ?? choice.at(-1), file = fit[0] && place(fit[0], path).path;
    if (!file || one.media && !matchMedia(one.media).matches) continue;
    const mine = turn;
    try {
      const bytes = await edition.get(file);
      if (mine !== turn) return;
      urls.push(target.src = URL.createObjectURL(new Blob([bytes ?? ""], { type: file.endsWith("svg") ? "image/svg+xml" : "" })));
    } catch (error) { target.title = error.message; }
    return paint();
  }
}));

// The frame runs no script and asks nobody for anything; this takes out what could still lead a reader astray.
const dress = (page, path) => {
  const mark = (element) => {
    const sign = page.createElement("strong");
    sign.textContent = ` ⚠ ${WORDS[language][9]} `;
    sign.style.cssText = "all:revert!important;font:700 14px sans-serif!important;background:#ffd94a!important;color:#15181b!important";
    element.append(sign);
  };
  for (const one of page.querySelectorAll("script,base,meta,link,iframe,frame,object,embed,animate,set")) one.remove();
  for (const one of page.querySelectorAll("*")) for (const { name } of [...one.attributes]) if (/^(on.*|ping|formaction|target|poster|xlink:href)$/.test(name)) one.removeAttribute(name);
  for (const one of page.querySelectorAll("[href]")) {
    const href = one.getAttribute("href"), to = place(href, path);
    if (!one.matches("a,area")) { if (href[0] !== "#") one.removeAttribute("href"); continue; }
    one.setAttribute("target", "_blank");
    one.setAttribute("rel", "noreferrer");
    if (to.url && harmless(to.url) && listed(to.url)) continue;
    if (to.url || to.path === undefined) mark(one);
    links.set(one, to);
    one.setAttribute("href", "#" + (to.path === undefined ? "" : encoded(to.path) + (to.hash && "#" + to.hash)));
  }
  for (const form of page.querySelectorAll("form")) {
    const action = form.getAttribute("action"), { url } = action ? place(action, path) : {};
    form.setAttribute("target", "_blank");
    form.setAttribute("rel", "noreferrer");
    if (url && harmless(url) && listed(url)) continue;
    form.removeAttribute("action");
    for (const one of form.elements) one.setAttribute("disabled", "");
    mark(form);
  }
  for (const one of page.querySelectorAll("[src],[srcset]")) {
    const src = one.getAttribute("src");
    if (src?.startsWith("data:image/")) continue;
    pictures.set(one, { src, srcset: one.getAttribute("srcset"), path });
    one.removeAttribute("srcset");
    one.removeAttribute("src");
    if (one.localName === "img") one.src = `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="${one.width || 1}" height="${one.height || 1}"/>`;
    if (one.localName !== "source") watch.observe(one);
  }
  return page.documentElement;
};

// The frame is filled once with nothing, then only its content is exchanged: so Back works, and the policy stays.
const ready = () => frame.srcdoc ? frame.ready : frame.ready = new Promise((done) => {
  const actions = outside.filter((one) => /^https?:/.test(one) && URL.canParse(one)).map((one) => new URL(one).origin);
  frame.onload = () => {
    frame.contentDocument.addEventListener("click", (event) => {
      const to = links.get(event.target.closest?.("a,area"));
      if (!to) return;
      event.preventDefault();
      if (to.path !== undefined) go(to.path, to.hash);
      else if (harmless(to.url) && confirm(`⚠ ${WORDS[language][9]}\n${to.url}\n${WORDS[language][10]}`)) open(to.url, "_blank", "noopener,noreferrer");
    });
    done();
  };
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline';img-src blob: data:;media-src blob:;form-action ${actions.join(" ") || "'none'"}">`;
});

const show = async ({ path, hash, y }) => {
  const mine = ++turn;
  fault = undefined;
  if (path === "" || path.endsWith("/")) path += "index.html";
  try {
    const bytes = await edition.get(path) ?? refuse(`${WORDS[language][19]}: ${path}`);
    if (mine !== turn) return;
    if (!path.endsWith(".html")) {
      const file = document.createElement("a");
      file.href = URL.createObjectURL(new Blob([bytes]));
      file.download = path.split("/").pop();
      return file.click();
    }
    const page = new DOMParser().parseFromString(decoder.decode(bytes), "text/html");
    if (WORDS[page.documentElement.lang]) language = page.documentElement.lang;
    await ready();
    urls.splice(0).forEach(URL.revokeObjectURL);
    const whole = dress(page, path), inner = frame.contentDocument;
    frame.title = page.title;
    paint();
    inner.replaceChild(inner.adoptNode(whole), inner.documentElement);
    if (hash) inner.getElementById(hash)?.scrollIntoView();
    else frame.contentWindow.scrollTo(0, y || 0);
    frame.focus();
  } catch (error) {
    fault = error.message;
    paint();
    $("say").focus();
  }
};
// The address stays the same, so the browser's history holds no list of what was read.
const go = (path, hash) => {
  if (at) history.replaceState({ ...at, y: frame.contentWindow.scrollY }, "");
  at = { path, hash };
  history.pushState(at, "");
  show(at);
};
addEventListener("popstate", ({ state }) => state && show(at = state));

// A list of the edition. If it cannot be had it is empty: then nothing is vouched for, and reading goes on.
let running = Promise.resolve();
const content = async (path, editors) => { try { return JSON.parse(decoder.decode(await edition.get(path, editors))); } catch { return {}; } };
const start = () => running = running.then(async () => {
  paint(1);
  try {
    await edition.refresh();
    save();
  } catch (error) {
    trouble = error.message;
    if (!edition.targets) $("panel").open = true;
  }
  if (edition.targets) {
    outside = (await content("outside.json", 1)).addresses ?? [];
    date = edition.snapshot.signed.published;
    $("named").replaceChildren(...((await content("mirrors.json")).mirrors ?? []).map((one) => new Option(one, one)));
  }
  paint();
  if (edition.targets && (accepted || !late())) first();
});
const first = async () => {
  if (!at) {
    const [path, hash] = location.hash.slice(1).split("#").map(decodeURIComponent), own = config.home.replace(/^[a-z]+(?=\/)/, language);
    at = history.state ?? { path: path || (config.languages.includes(language) && await edition.find(own).catch(() => 0) ? own : config.home), hash };
    history.replaceState(at, "");
  }
  show(at);
};
$("go").onclick = () => { accepted = true; paint(); first(); };
$("add").onsubmit = (event) => {
  event.preventDefault();
  const to = $("add").elements.to.value.replace(/\/?$/, "/");
  added.push(to);
  carry(web(to, config.wait));
  start();
};
$("folder").onchange = ({ target: { files } }) => {
  const all = new Map([...files].map((file) => [file.webkitRelativePath, file])), stamp = [...all.keys()].filter((path) => path.endsWith("metadata/timestamp.json")).sort((a, b) => a.length - b.length)[0] ?? "";
  const base = stamp.slice(0, -"metadata/timestamp.json".length);
  carry({ name: base || files[0]?.name, async get(path, limit) {
    const file = all.get(base + path) ?? refuse(`${path}: absent`, { absent: 1 });
    return file.size > limit ? refuse(`${path}: more than ${limit} bytes`) : new Uint8Array(await file.arrayBuffer());
  } });
  start();
};
$("keep").checked = Boolean(lasting);
$("keep").onchange = save;
$("forget").onclick = () => {
  each((store) => store.removeItem(key));
  history.replaceState(null, "");
  location.replace(location.pathname);
};
$("name").textContent = document.title = config.name;
(async () => {
  try {
    const memory = JSON.parse(lasting ?? passing);
    added.push(...memory.added);
    await edition.recall(memory);
  } catch {}
  for (const base of [...config.mirrors, ...added, ...(/^http/.test(location.protocol) ? [new URL(".", location).href] : [])]) carry(web(base, config.wait));
  start();
})();

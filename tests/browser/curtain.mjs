// A reader behind a curtain that freezes every TCP connection after 16,000 bytes from outside, TLS handshake included.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { Duplex } from "node:stream";
import { LONG, articlePages, browser, checks, edition, front, pool, sample, temporary } from "./lib.mjs";

const CURTAIN = 16_000, WAIT = 15_000;
const root = edition(), plain = join(root, "plain"), port = await front(root), { check, none, end } = checks();

// A chain as a reader gets it: the root stays home, an intermediate and a leaf go over the wire.
const certificates = () => {
  const at = temporary(), ssl = (...args) => execFileSync("openssl", args, { cwd: at, stdio: "pipe" });
  const key = (name) => ssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", `${name}.key`);
  const sign = (name, by, subject, extensions) => {
    key(name);
    writeFileSync(join(at, `${name}.ext`), extensions);
    ssl("req", "-new", "-sha256", "-key", `${name}.key`, "-subj", subject, "-out", `${name}.csr`);
    ssl("x509", "-req", "-sha256", "-days", "90", "-in", `${name}.csr`, "-CA", `${by}.pem`, "-CAkey", `${by}.key`, "-CAcreateserial", "-extfile", `${name}.ext`, "-out", `${name}.pem`);
  };
  key("root");
  ssl("req", "-x509", "-new", "-sha256", "-key", "root.key", "-days", "900", "-subj", "/C=XX/O=Tamizdat tests/CN=Test Root", "-out", "root.pem");
  sign("middle", "root", "/C=XX/O=Tamizdat tests/CN=Test E1", "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign,digitalSignature\nextendedKeyUsage=serverAuth\ncrlDistributionPoints=URI:http://x1.c.example.invalid/\nauthorityInfoAccess=caIssuers;URI:http://x1.i.example.invalid/\n");
  sign("leaf", "middle", "/CN=localhost", "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:localhost,IP:127.0.0.1\nauthorityInfoAccess=caIssuers;URI:http://e1.i.example.invalid/\n");
  const text = (name) => readFileSync(join(at, name), "utf8");
  return { key: text("leaf.key"), cert: text("leaf.pem") + text("middle.pem") };
};

/** What lies between TLS and the wire: counts what goes to the reader and, past the curtain, swallows it without a word. */
class Wire extends Duplex {
  sent = 0;
  frozen = false;
  constructor(socket) {
    super();
    this.socket = socket;
    socket.on("data", (data) => { if (!this.frozen) this.push(data); });
    socket.on("end", () => { if (!this.frozen) this.push(null); });
    socket.on("close", () => this.destroy());
    socket.on("error", () => this.destroy());
  }
  _read() {}
  _write(data, _, done) {
    if (this.frozen) return done();
    const passes = data.subarray(0, CURTAIN - this.sent);
    this.sent += passes.length;
    if (passes.length < data.length) {
      this.frozen = true;
      tally.frozen++;
    }
    this.socket.write(passes, () => done());
  }
  _final(done) {
    if (!this.frozen) this.socket.end();
    done();
  }
}

const tally = { connections: 0, frozen: 0, most: 0, handshake: 0 };
const secure = certificates();
const { createSecureContext } = await import("node:tls");
const context = createSecureContext(secure);
const server = createServer((socket) => {
  tally.connections++;
  socket.setNoDelay(true);
  const wire = new Wire(socket);
  const tls = new TLSSocket(wire, { isServer: true, secureContext: context, ALPNProtocols: ["http/1.1"] });
  const back = connect(port, "127.0.0.1");
  back.setNoDelay(true);
  tls.once("secure", () => { tally.handshake = Math.max(tally.handshake, wire.sent); });
  tls.pipe(back);
  back.pipe(tls);
  for (const one of [tls, back]) one.on("error", () => { if (!wire.frozen) socket.destroy(); back.destroy(); });
  socket.on("close", () => { tally.most = Math.max(tally.most, wire.sent); back.destroy(); });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const base = `https://localhost:${server.address().port}/`;

const chromium = await browser();
/** A reader opens a page with nothing in the cache. */
const open = async (path) => {
  const reader = await chromium.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await reader.newPage(), started = Date.now();
  let state = { footer: false, picture: null };
  try {
    await page.goto(base + path, { waitUntil: "commit", timeout: WAIT });
    while (Date.now() - started < WAIT) {
      state = await page.evaluate(() => {
        const picture = document.querySelector("article figure img");
        return {
          whole: document.readyState !== "loading" && document.documentElement.outerHTML.includes("</footer>"),
          footer: !!document.querySelector("body > footer a"),
          picture: picture && { complete: picture.complete, width: picture.naturalWidth, src: picture.currentSrc },
        };
      });
      if (state.whole && state.footer && (!state.picture || state.picture.complete)) break;
      await new Promise((go) => setTimeout(go, 50));
    }
  } catch (error) {
    state.error = error.message.split("\n")[0];
  }
  state.took = Date.now() - started;
  await reader.close();
  return state;
};

// The curtain must be real: what is too large for it must not come through.
const large = await new Promise(async (done) => {
  const { request } = await import("node:https");
  let got = 0;
  const asked = request(`${base}en/feed.xml`, { rejectUnauthorized: false, agent: false, headers: { "accept-encoding": "gzip" } }, (answer) => {
    answer.on("data", (data) => { got += data.length; });
    answer.on("end", () => done({ got, whole: true }));
  });
  asked.on("error", () => done({ got, whole: false }));
  asked.end();
  setTimeout(() => { done({ got, whole: false }); asked.destroy(); }, 1500);
});
check(!large.whole && large.got < CURTAIN && tally.frozen === 1, `a feed of more than ${CURTAIN} bytes freezes, so the curtain is real`, `${large.got} bytes came, ${tally.frozen} frozen`);
await new Promise((go) => setTimeout(go, 300));
Object.assign(tally, { connections: 0, frozen: 0, most: 0 });

const all = articlePages(plain).filter((article) => article.pages.length);
check(all.length === articlePages(plain).length, "every article of the demo has its page");
const chosen = LONG ? all : [...new Set([...all.filter((article) => article.pages.length > 1), ...sample(all, 15)])].slice(0, 15);
const times = [];
let frozenBefore = 0;
for (const article of chosen) {
  const faults = [];
  let pictures = 0;
  for (const path of article.pages) {
    const state = await open(path);
    times.push(state.took);
    if (state.error) faults.push(`${path}: ${state.error}`);
    if (!state.footer || !state.whole) faults.push(`${path}: not whole after ${state.took} ms`);
    if (state.picture) pictures++;
    if (state.picture && !(state.picture.complete && state.picture.width > 0)) faults.push(`${path}: picture ${state.picture.src} complete ${state.picture.complete}, width ${state.picture.width} after ${state.took} ms`);
  }
  // A withdrawn article shows no picture.
  if (article.picture && !article.withdrawn && !pictures) faults.push(`${article.slug}: its picture is on none of its pages`);
  none(faults, `${article.language} ${article.slug}: ${article.pages.length} page${article.pages.length > 1 ? "s" : ""}, ${pictures} with a picture, whole behind the curtain (${tally.frozen - frozenBefore} connections frozen)`);
  frozenBefore = tally.frozen;
}
console.log(`     ${tally.connections} connections, ${tally.frozen} frozen, at most ${tally.most} bytes on one, handshake ${tally.handshake} bytes, slowest page ${Math.max(...times)} ms`);
await chromium.close();
server.close();
end();

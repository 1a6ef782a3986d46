// Checks an edition as TUF 1.0.34 says (docs/reference/edition.md, section 6). No dependency: WebCrypto and fetch.
// The reader file and the worker share this file. It is also served without the lines that begin with two slashes.
const encoder = new TextEncoder(), decoder = new TextDecoder("utf-8", { fatal: true });
const refuse = (why, more) => { throw Object.assign(Error(why), more); };
// A path may be called "constructor", so nothing is looked up along the prototype.
const own = (object, name) => object && Object.hasOwn(object, name) ? object[name] : undefined;
const digest = async (bytes) => Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (n) => n.toString(16).padStart(2, "0")).join("");
const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");
const unhex = (text) => Uint8Array.from(text.match(/../g), (n) => parseInt(n, 16));

// Canonical JSON of OLPC. Names are sorted by code point; sort() alone goes by halves of surrogate pairs.
const order = (a, b) => { for (let i = 0, d; ; i++) if ((d = (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1))) return d; };
const canonical = (value) => {
  if (typeof value === "string") return `"${value.replace(/["\\]/g, "\\$&")}"`;
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value && typeof value === "object") return `{${Object.keys(value).sort(order).map((name) => canonical(name) + ":" + canonical(value[name]))}}`;
  if (typeof value === "number" && !Number.isSafeInteger(value)) refuse("a number that is not whole");
  return String(value);
};

// The threshold counts public keys: an id is only a name, and one key may have two.
const signedBy = async ({ signed, signatures }, type, name, keys, role) => {
  if (signed._type !== type || !/^1\./.test(signed.spec_version) || !(Number.isSafeInteger(signed.version) && signed.version > 0) || !Date.parse(signed.expires)) refuse(`${name}: not of the type ${type}`);
  const bytes = encoder.encode(canonical(signed)), good = new Set();
  for (const [id, sig] of new Map(signatures.map(({ keyid, sig }) => [keyid, sig]))) {
    const key = role.keyids.includes(id) && own(keys, id);
    if (key?.scheme === "ed25519") try {
      const one = await crypto.subtle.importKey("raw", unhex(key.keyval.public), "Ed25519", false, ["verify"]);
      if (await crypto.subtle.verify("Ed25519", one, unhex(sig), bytes)) good.add(key.keyval.public.toLowerCase());
    } catch {}
  }
  if (!(role.threshold > 0 && good.size >= role.threshold)) refuse(`${name}: ${good.size} of ${role.threshold} signatures`);
};

// A carrier on the web. Nothing is sent but the path, nothing is left in the browser's cache, no redirect is followed.
const web = (base, wait = 6e3) => ({
  name: base,
  async get(path, limit, slack) {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), wait + slack / 10);
    try {
      const answer = await fetch(base + encoded(path), { signal: stop.signal, cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", redirect: "error" });
      if (!answer.ok) refuse(`${path}: HTTP ${answer.status}`, { absent: 1 });
      const parts = [], stream = answer.body.getReader();
      for (let size = 0, step; !(step = await stream.read()).done; parts.push(step.value))
        if ((size += step.value.length) > limit) refuse(`${path}: more than ${limit} bytes`, { long: 1 });
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    } catch (error) {
      throw error.absent || error.long ? error : Object.assign(Error(`${path}: no answer`), { silent: 1 });
    } finally {
      clearTimeout(timer);
      stop.abort();
    }
  },
});

class Edition {
  // `pinned` is the root it trusts from the start; `carriers` have a name and get(path, limit, slack).
  constructor(pinned, carriers) { Object.assign(this, { root: pinned, roots: [], carriers, roles: new Map() }); }

  // What it trusted before is checked again from the pinned root on: whoever can write to the memory gains nothing.
  async recall({ roots, timestamp, snapshot }) {
    for (const root of roots) if (root.signed.version > this.root.signed.version) await this.adopt(await this.successor(root));
    const { keys, roles } = this.root.signed;
    await signedBy(timestamp, "timestamp", "timestamp", keys, roles.timestamp);
    await signedBy(snapshot, "snapshot", "snapshot", keys, roles.snapshot);
    Object.assign(this, { timestamp, snapshot });
  }
  get trust() { return { roots: this.roots, timestamp: this.timestamp, snapshot: this.snapshot }; }

  // One question to one carrier, and what is known of it since. A missing file is no fault, but a missing timestamp is.
  async ask(carrier, path, limit, check, slack = 0) {
    try {
      const result = await check(await carrier.get(path, limit, slack));
      carrier.said ??= "";
      return result;
    } catch (error) {
      if (!error.absent || path.endsWith("stamp.json")) {
        carrier.faults = (carrier.faults || 0) + 1;
        if (!carrier.said || carrier.silent) Object.assign(carrier, { said: error.message, silent: error.silent });
      }
      throw error;
    }
  }
  // The best carriers first, one after another, until one has what is wanted.
  async any(paths, limit, check, slack) {
    let last;
    for (const carrier of [...this.carriers].sort((a, b) => (a.faults || 0) - (b.faults || 0)))
      for (const path of paths) try { return await this.ask(carrier, path, limit, check, slack); } catch (error) { if (!last || last.silent || last.absent) last = error; }
    throw last ?? Error("no mirror");
  }

  async successor(next) {
    const old = this.root.signed;
    await signedBy(next, "root", "root, by the old keys", old.keys, old.roles.root);
    await signedBy(next, "root", "root, by the new keys", next.signed.keys, next.signed.roles.root);
    return next.signed.version === old.version + 1 ? next : refuse("root: version");
  }
  adopt(next) {
    // TUF 5.3.11: new keys forget what the old ones signed, else a thief's version 1000000000 would stay for ever.
    const keys = ({ signed }) => ["timestamp", "snapshot"].map((name) => signed.roles[name].keyids.map((id) => signed.keys[id].keyval.public).sort().join()).join(";");
    if (keys(next) !== keys(this.root)) this.timestamp = this.snapshot = undefined;
    this.root = next;
    this.roots.push(next);
    this.roles.clear();
  }
  async chain() {
    for (let n = 0; n < 256; n++) try {
      this.adopt(await Promise.any(this.carriers.map((carrier) => this.ask(carrier, `metadata/${this.root.signed.version + 1}.root.json`, 512e3, async (bytes) => this.successor(JSON.parse(decoder.decode(bytes)))))));
    } catch { return; }
  }

  async read(bytes, name, keys, role, { version, length, hashes } = {}) {
    if (length !== undefined && bytes.length !== length || hashes && await digest(bytes) !== hashes.sha256) refuse(`${name}: not the one that was signed for`);
    const metadata = JSON.parse(decoder.decode(bytes));
    await signedBy(metadata, /^(timestamp|snapshot)$/.test(name) ? name : "targets", name, keys, role);
    if (version && metadata.signed.version !== version) refuse(`${name}: version ${metadata.signed.version} instead of ${version}`);
    return metadata;
  }

  async refresh() {
    // Missing from old browsers, and from pages that came over http from another machine.
    try { await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]); } catch { refuse("This browser cannot check signatures here. Update it, or save this file and open it from the device."); }
    for (const carrier of this.carriers) carrier.said = carrier.silent = carrier.faults = undefined;
    const roots = this.chain(), found = [], of = (timestamp) => timestamp.signed.meta["snapshot.json"];
    // Every carrier is asked, and the highest version counts: the first that verifies could be yesterday's.
    await Promise.all(this.carriers.map((carrier) => this.ask(carrier, "metadata/timestamp.json", 16384, async (bytes) => {
      await roots;
      const next = await this.read(bytes, "timestamp", this.root.signed.keys, this.root.signed.roles.timestamp), old = this.timestamp;
      if (old && (next.signed.version < old.signed.version || of(next).version < of(old).version)) refuse(`timestamp: rolled back from ${old.signed.version} to ${next.signed.version}`);
      found.push(next);
    }).catch(() => {})));
    await roots;
    // `alone`: no carrier has what it trusts, or anything newer.
    this.alone = !found.length;
    if (this.timestamp) found.unshift(this.timestamp);
    // One number and two contents: somebody published two editions.
    this.alarm = found.some((a) => found.some((b) => (a.signed.version === b.signed.version || of(a).version === of(b).version) && canonical(of(a)) !== canonical(of(b)))) || this.alarm;
    let last = Error("timestamp: from no mirror");
    for (const timestamp of found.sort((a, b) => b.signed.version - a.signed.version)) try { return await this.enter(timestamp, of(timestamp)); } catch (error) { last = error; }
    throw last;
  }

  // All of it is checked before any of it is trusted.
  async enter(timestamp, meta) {
    const { keys, roles } = this.root.signed, old = this.snapshot;
    let snapshot = old;
    if (!old || await digest(encoder.encode(canonical(old))) !== meta.hashes?.sha256)
      snapshot = await this.any([`metadata/${meta.version}.snapshot.json`], Math.min(meta.length ?? 2e6, 2e6), (bytes) => this.read(bytes, "snapshot", keys, roles.snapshot, meta), 2e5);
    for (const name in old?.signed.meta)
      if (!(own(snapshot.signed.meta, name)?.version >= old.signed.meta[name].version)) refuse(`snapshot: ${name} rolled back`);
    const targets = await this.role("targets", keys, roles.targets, snapshot);
    // New targets may have withdrawn a key, so bins checked under the old ones are checked again.
    if (targets !== this.targets) this.roles = new Map([[`${targets.signed.version}.targets`, targets]]);
    Object.assign(this, { timestamp, snapshot, targets });
    // Expiry refuses nothing here: `until` says when this edition was current, and the reader is told.
    this.until = [this.root, timestamp, snapshot, targets].map(({ signed }) => signed.expires).sort()[0];
  }

  async role(name, keys, role, snapshot = this.snapshot) {
    const meta = own(snapshot.signed.meta, name + ".json") ?? refuse(`snapshot: without ${name}`), id = `${meta.version}.${name}`;
    if (!this.roles.has(id)) this.roles.set(id, await this.any([`metadata/${encodeURIComponent(id)}.json`], Math.min(meta.length ?? 5e6, 5e6), (bytes) => this.read(bytes, name, keys, role, meta), 2e5));
    return this.roles.get(id);
  }

  // What the editors list themselves outranks every bin; with `editors`, no bin is asked.
  async find(path, editors) {
    const { targets, delegations } = this.targets.signed, mine = own(targets, path);
    if (mine || editors || !delegations) return mine;
    const hash = await digest(encoder.encode(path));
    for (const role of delegations.roles.filter((one) => one.path_hash_prefixes?.some((prefix) => hash.startsWith(prefix))).slice(0, 32)) {
      const bin = await this.role(role.name, delegations.keys, role), there = own(bin.signed.targets, path);
      if (bin.signed.expires < this.until) this.until = bin.signed.expires;
      if (there || role.terminating) return there;
    }
  }
  // The file's bytes; undefined if the edition has no such file.
  async get(path, editors) {
    const target = await this.find(path, editors), cut = path.lastIndexOf("/") + 1;
    return target && this.any([`targets/${path.slice(0, cut)}${target.hashes.sha256}.${path.slice(cut)}`, path], target.length, async (bytes) =>
      bytes.length === target.length && await digest(bytes) === target.hashes.sha256 ? bytes : refuse(`${path}: altered`), target.length);
  }
}

// What a page weighs on the wire: status line, headers and body, as the front sends them.
import { connect } from "node:net";
import { readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { checks, edition, files, front, pool } from "./lib.mjs";

const LIMITS = { br: 10_000, gzip: 12_000 }, PICTURE = 11_000;
const root = edition(), plain = join(root, "plain"), port = await front(root), { check, none, end } = checks();

const wire = (path, encoding) => new Promise((good, bad) => {
  const parts = [];
  const socket = connect(port, "127.0.0.1", () => socket.write(`GET /${path} HTTP/1.1\r\nHost: lantern.example\r\nAccept-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`));
  socket.on("data", (part) => parts.push(part));
  socket.on("error", bad);
  socket.on("end", () => good(Buffer.concat(parts)));
});

const all = files(plain), pages = all.filter((path) => path.endsWith(".html") && !path.endsWith("-full.html"));
check(pages.length > 150, `the edition has pages to weigh: ${pages.length}`);
for (const [encoding, limit] of Object.entries(LIMITS)) {
  const weighed = await pool(pages, 16, async (path) => {
    const bytes = await wire(path, encoding), head = bytes.subarray(0, bytes.indexOf("\r\n\r\n")).toString("latin1");
    const sound = /^HTTP\/1\.1 200 /.test(head) && new RegExp(`content-encoding: ${encoding}`, "i").test(head);
    return { path, size: bytes.length, sound, first: head.split("\r\n")[0] };
  });
  none(weighed.filter((page) => !page.sound).map((page) => `${page.path}: ${page.first}`), `every page is answered with 200 in ${encoding}`);
  none(weighed.filter((page) => page.size > limit).map((page) => `${page.path}: ${page.size} bytes`), `every page is at most ${limit} bytes in ${encoding}, headers included`);
  const heaviest = weighed.sort((a, b) => b.size - a.size);
  for (const page of heaviest.slice(0, 5)) console.log(`     ${encoding} ${page.size} ${page.path}`);
}

const pictures = all.filter((path) => path.startsWith("media/") && /\.(jpe?g|png|webp|avif)$/.test(path));
const stems = new Map();
for (const path of pictures) {
  const stem = path.match(/^media\/([^-.]+)/)[1];
  stems.set(stem, [...(stems.get(stem) ?? []), { path, size: statSync(join(plain, path)).size }]);
}
// Of JPEG pictures those that phones are given; of every picture the smallest form in any size.
const small = pictures.filter((path) => /-(480|card)\.jpg$/.test(path)).map((path) => ({ path, size: statSync(join(plain, path)).size }));
check(small.length > 10, `there are small pictures to weigh: ${small.length}`);
none(small.filter((file) => file.size > PICTURE).map((file) => `${file.path}: ${file.size} bytes`), `every -480.jpg and -card.jpg is at most ${PICTURE} bytes`);
none([...stems.values()].map((group) => group.sort((a, b) => a.size - b.size)[0]).filter((file) => file.size > PICTURE).map((file) => `${file.path}: ${file.size} bytes`), `the smallest form of each of ${stems.size} pictures is at most ${PICTURE} bytes`);
// What a page actually names for a narrow screen: img[src] and sources without a media condition.
const named = new Set();
for (const path of pages) for (const [, attributes] of readFileSync(join(plain, path), "utf8").matchAll(/<(?:img|source)\b([^>]*)>/g)) {
  if (/\bmedia=/.test(attributes)) continue;
  const from = attributes.match(/\b(?:src|srcset)="([^"\s,]+)/)?.[1];
  if (from && !/^https?:/.test(from)) named.add(posix.join("/", posix.dirname(path), from).slice(1)); // error pages lie less deep than they are shown
}
none([...named].map((path) => ({ path, size: statSync(join(plain, path)).size })).filter((file) => file.size > PICTURE).map((file) => `${file.path}: ${file.size} bytes`), `each of ${named.size} pictures named for a narrow screen is at most ${PICTURE} bytes`);
end();

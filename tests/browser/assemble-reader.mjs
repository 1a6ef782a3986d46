// Puts the reader file and the worker together from their parts, as the press does; for the tests, and to measure them.
// As a program: node assemble-reader.mjs CONFIG.json FOLDER
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ASSETS = resolve(dirname(fileURLToPath(import.meta.url)), "../../crates/press/assets/reader");
const asset = (name) => readFileSync(join(ASSETS, name), "utf8");
/** Lines that are only a comment go, and so does indentation. */
const bare = (text) => text.split("\n").map((line) => line.trimStart()).filter((line) => line && !line.startsWith("//")).join("\n");
const json = (config) => JSON.stringify(config).replaceAll("<", "\\u003c");
// A function as the replacement, since a text may hold $&.
const put = (text, mark, content) => text.replace(mark, () => content);
/** The name of a script in a content security policy. */
const named = (script) => createHash("sha256").update(script).digest("base64");

export const reader = (config) => {
  const script = bare(asset("verify.js")) + "\n" + bare(asset("reader.js"));
  let page = bare(asset("shell.html"));
  page = put(page, "/*STYLE*/", bare(asset("reader.css")));
  page = put(page, "/*VERIFY*//*READER*/", script);
  page = put(page, "__SCRIPT__", named(script));
  return put(page, "__CONFIG__", json(config));
};
export const worker = (config) => put(bare(asset("verify.js")) + "\n" + bare(asset("worker.js")), "__CONFIG__", json(config));
export const keep = (config) => {
  const script = bare(asset("worker-page.js"));
  return put(put(put(bare(asset("keep.html")), "__SCRIPT__", named(script)), "/*KEEP*/", script), "__CONFIG__", json({ name: config.name }));
};

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const config = JSON.parse(readFileSync(process.argv[2], "utf8")), out = process.argv[3];
  mkdirSync(out, { recursive: true });
  for (const [name, text] of [["reader.html", reader(config)], ["worker.js", worker(config)], ["keep.html", keep(config)]]) writeFileSync(join(out, name), text);
}

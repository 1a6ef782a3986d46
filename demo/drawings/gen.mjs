// node gen.mjs [id ...]  writes <id>.svg beside this file
import { writeFileSync } from 'node:fs';
const all = 'harbour sugar choir ferry printers archive river lighthouse tram bread bees signalbox night mirrors'.split(' ');
const ids = process.argv.length > 2 ? process.argv.slice(2) : all;
for (const id of ids) {
  const { default: svg } = await import(`./scenes/${id}.mjs`);
  writeFileSync(new URL(`./${id}.svg`, import.meta.url), svg);
  console.log(id, (svg.length / 1000).toFixed(1) + ' kB');
}

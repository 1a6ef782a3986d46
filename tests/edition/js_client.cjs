// tuf-js, driven line by line: a request in JSON on one line of standard input, an answer on one of standard output.
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const { Updater } = require('tuf-js');

async function fetch({ base, root, paths, state, files }) {
  fs.mkdirSync(state, { recursive: true });
  fs.mkdirSync(files, { recursive: true });
  const kept = path.join(state, 'root.json');
  if (!fs.existsSync(kept)) fs.copyFileSync(root, kept);
  const updater = new Updater({
    metadataDir: state,
    targetDir: files,
    metadataBaseUrl: `${base}metadata`,
    targetBaseUrl: `${base}targets`,
    config: { fetchTimeout: 5000, fetchRetries: 0, fetchRetry: 0 },
  });
  await updater.refresh();
  for (const name of paths) {
    const target = await updater.getTargetInfo(name);
    if (!target) throw new Error(`${name} is not in this edition`);
    await updater.downloadTarget(target, path.join(files, encodeURIComponent(name)));
  }
}

const lines = readline.createInterface({ input: process.stdin });
lines.on('line', async (line) => {
  const request = JSON.parse(line);
  let answer = { id: request.id, ok: true, reason: '' };
  try {
    await fetch(request);
  } catch (error) {
    answer = { id: request.id, ok: false, reason: `${error.constructor.name}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
lines.on('close', () => process.exit(0));
// What an aborted download leaves behind must not end the process.
process.on('uncaughtException', (error) => process.stderr.write(`${error.stack}\n`));

// usage: accept.mjs FOLDER [N]: translates the CQL of every text of a folder, or of every Nth, on all cores.
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

async function work(files) {
  const [{ library }, { translate }] = await Promise.all([import('./extract.mjs'), import('./translate.mjs')]);
  for (const file of files) {
    const { text } = library(file);
    parentPort.postMessage({ file, errors: translate(text).errors, size: text.length });
  }
}

function main(folder, every) {
  if (!folder || !existsSync(folder)) {
    console.log('skipped: there is no folder of criteria to accept');
    return;
  }
  const texts = readdirSync(folder).filter(name => name.endsWith('.txt')).sort().map(name => path.join(folder, name));
  const files = texts.filter((_, at) => at % every === 0);
  const threads = Math.min(availableParallelism(), files.length);
  let [accepted, refused, size] = [0, 0, 0];
  const done = Array.from({ length: threads }, (_, thread) => {
    const own = files.filter((_, at) => at % threads === thread);
    const worker = new Worker(new URL(import.meta.url), { workerData: own });
    worker.on('message', found => {
      size += found.size;
      if (found.errors.length === 0) {
        accepted += 1;
      } else {
        refused += 1;
        console.error(`${path.basename(found.file)}: ${found.errors.join('; ')}`);
      }
    });
    return new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));
  });
  return Promise.all(done).then(() => {
    console.log(`${accepted} of ${files.length} texts accepted (of ${texts.length} in the folder), ${Math.round(size / files.length)} characters of CQL each`);
    process.exit(refused > 0 || accepted < files.length || files.length === 0 ? 1 : 0);
  });
}

if (isMainThread) {
  await main(process.argv[2], Number(process.argv[3] ?? 1));
} else {
  await work(workerData);
}

// The program's CQL of a text.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const settings = JSON.parse(readFileSync(path.join(process.env.PATIENTS, 'settings.json'), 'utf8'));

/** The library of the criteria in a file, and what it leaves out. */
export function library(file) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cql-'));
  try {
    const loss = path.join(folder, 'loss');
    const options = { encoding: 'utf8', maxBuffer: 1 << 28 };
    const text = execFileSync(process.env.EXTRACT, [file, '--format', 'cql', '--loss', loss, '--quiet', ...settings.arguments], options);
    const losses = readFileSync(loss, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
    return { text, losses };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// usage: compare.mjs CORPUS: the CQL of the four trials against the native evaluator, on every edge patient.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { library } from './extract.mjs';
import { require, translate } from './translate.mjs';

const { CodeService, Executor, Library } = require('cql-execution');
const { PatientSource } = require('cql-exec-fhir');
const corpus = process.argv[2];
const patients = process.env.PATIENTS;

const words = value => (value === true ? 'met' : value === false ? 'not met' : value == null ? 'unknown' : `no truth: ${JSON.stringify(value)}`);

/** Whether a criterion, or one it may refer to, is in the loss report. */
const isLossy = (losses, id) => losses.some(({ criterion }) => id === 'trial' || criterion === id || criterion.startsWith(`${id}.`));

async function answers(elm, bundle) {
  const source = PatientSource.FHIRv401();
  source.loadBundles([bundle]);
  const { patientResults } = await new Executor(elm, new CodeService({})).exec(source);
  return Object.values(patientResults)[0];
}

let compared = 0;
let leftOut = 0;
const wrong = [];
for (const trial of readdirSync(patients).filter(name => name !== 'settings.json').sort()) {
  const { text, losses: reported } = library(path.join(corpus, `${trial}.txt`));
  // What is not seen of some records is not of these patients.
  const losses = reported.filter(({ records }) => !records);
  const { errors, elm } = translate(text);
  if (errors.length > 0) {
    wrong.push(...errors.map(error => `${trial}: ${error}`));
    continue;
  }
  const compiled = new Library(JSON.parse(elm()));
  const native = JSON.parse(readFileSync(path.join(patients, trial, 'native.json'), 'utf8'));
  const lines = readFileSync(path.join(patients, trial, 'patients.ndjson'), 'utf8').trim().split('\n');
  for (const bundle of lines.map(line => JSON.parse(line))) {
    const { id } = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient').resource;
    const said = await answers(compiled, bundle);
    for (const [criterion, expected] of Object.entries(native[id])) {
      const found = words(said[criterion === 'trial' ? 'Eligible' : criterion]);
      compared += 1;
      if (found !== expected) {
        const lost = found === 'unknown' && isLossy(losses, criterion);
        leftOut += lost ? 1 : 0;
        if (!lost) wrong.push(`${trial} ${id} ${criterion}: CQL says ${found}, not ${expected}`);
      }
    }
  }
  console.log(`${trial}: ${lines.length} patients, ${text.length} characters of CQL, ${losses.length} losses`);
}
wrong.forEach(line => console.error(line));
console.log(`${compared} comparisons, ${leftOut} left out, ${wrong.length} wrong`);
process.exit(wrong.length > 0 || compared === 0 ? 1 : 0);

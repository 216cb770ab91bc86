// usage: selected.mjs: what is asked of several values (their mean, the highest, a change, a ratio, …), of which the four
// trials ask little: made rules on made patients, in CQL and by `extract evaluate`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { require, translate } from './translate.mjs';

const { CodeService, Executor, Library } = require('cql-execution');
const { PatientSource } = require('cql-exec-fhir');
const settings = ['--on', '2025-06-01', '--event', 'baseline=2025-05-01'];

const span = { span: [0, 0], text: 'words' };
const limit = (bounds, unit) => ({ ...bounds, ...(unit ? { unit, code: unit } : { unit: null }), ...span });
const lab = (id, value, more) => ({ type: 'measurement', concept: { id, ...span }, value, ...more, ...span });
const select = (kind, more) => ({ select: { kind, ...more, ...span } });
const derive = (kind, id, increase) => ({ derive: { kind, against: { id, ...span }, ...(increase === undefined ? {} : { increase }), ...span } });
const within = days => ({ time: [{ kind: 'window', le: days, unit: 'days', code: 'd', direction: 'before', ...span }] });

const RULES = [
  lab('hemoglobin', limit({ ge: 80 }, 'g/L'), select('mean')),
  lab('hemoglobin', limit({ lt: 8 }, 'g/dL'), select('mean')),
  lab('hemoglobin', limit({ ge: 80, le: 90 }, 'g/L'), select('mean', { count: limit({ eq: 2 }) })),
  lab('hemoglobin', limit({ gt: 80 }, 'g/L'), { ...select('mean'), ...within(10) }),
  lab('hemoglobin', limit({ gt: 80 }, 'g/L'), select('highest')),
  lab('hemoglobin', limit({ le: 80 }, 'g/L'), select('highest')),
  lab('hemoglobin', limit({ ge: 8 }, 'g/dL'), select('lowest')),
  lab('hemoglobin', limit({ eq: 80 }, 'g/L'), { ...select('lowest'), ...within(10) }),
  lab('body_temperature', limit({ ge: 38 }, 'Cel'), select('highest')),
  lab('creatinine', limit({ ge: 88.4 }, 'umol/L'), select('mean')),
  lab('hemoglobin', limit({ ge: 20 }, 'g/L'), derive('change', 'baseline', true)),
  lab('hemoglobin', limit({ ge: 2 }, 'g/dL'), derive('change', 'baseline', false)),
  lab('hemoglobin', limit({ lt: 20 }, 'g/L'), derive('change', 'baseline')),
  lab('hemoglobin', limit({ ge: 25 }, '%'), derive('percent_change', 'baseline', true)),
  lab('hemoglobin', limit({ ge: 20 }, '%'), { ...derive('percent_change', 'baseline', false), ...within(10) }),
  lab('aspartate_aminotransferase', limit({ gt: 2 }), derive('ratio', 'alanine_aminotransferase')),
];

// Of each patient the results: [test, number, unit, date, comparator].
const codes = { hemoglobin: '718-7', creatinine: '2160-0', body_temperature: '8310-5', aspartate_aminotransferase: '1920-8', alanine_aminotransferase: '1742-6' };
const [AST, ALT] = ['aspartate_aminotransferase', 'alanine_aminotransferase'];
const PATIENTS = [
  [],
  [['hemoglobin', 80, 'g/L', '2025-05-28']],
  [['hemoglobin', 79.9, 'g/L', '2025-05-28'], ['hemoglobin', 8.01, 'g/dL', '2025-05-27']],
  [['hemoglobin', 100, 'g/L', '2025-04-20'], ['hemoglobin', 80, 'g/L', '2025-05-28']],
  [['hemoglobin', 80, 'g/L', '2025-04-20'], ['hemoglobin', 10, 'g/dL', '2025-05-28']],
  [['hemoglobin', 80, 'g/L', '2025-05-01'], ['hemoglobin', 99.9, 'g/L', '2025-05-28']],
  [['hemoglobin', 90, 'g/L', '2025-05-27'], ['hemoglobin', 80, 'g/L', '2025-05-27'], ['hemoglobin', 70, 'g/L', '2025-05-20']],
  [['hemoglobin', 80, 'g/L', '2025-05-28', '<'], ['hemoglobin', 70, 'g/L', '2025-05-27']],
  [['hemoglobin', 80, 'g/L', '2025-05-28', '>='], ['hemoglobin', 85, 'g/L', '2025-05-27']],
  [['hemoglobin', 80, 'kPa', '2025-05-28'], ['hemoglobin', 95, 'g/L', '2025-05-27']],
  [['hemoglobin', 85, 'g/L', '2025-05'], ['hemoglobin', 75, 'g/L', '2025-05-27'], ['hemoglobin', 95, 'g/L', '2025-04-02']],
  [['hemoglobin', 100, 'g/L', '2025-04-30'], ['hemoglobin', 12, 'g/dL', '2025-05-01'], ['hemoglobin', 90, 'g/L', '2025-05-30']],
  [['body_temperature', 100.4, '[degF]', '2025-05-28'], ['body_temperature', 37, 'Cel', '2025-05-29']],
  [['body_temperature', 100.2, '[degF]', '2025-05-28']],
  [['creatinine', 1, 'mg/dL', '2025-05-28'], ['creatinine', 88.4, 'umol/L', '2025-05-29']],
  [['creatinine', 1, 'mg/dL', '2025-05-28'], ['creatinine', 88, 'umol/L', '2025-05-29']],
  [[AST, 81, 'U/L', '2025-05-28'], [ALT, 40, 'U/L', '2025-05-28']],
  [[AST, 80, 'U/L', '2025-05-28'], [ALT, 40, 'U/L', '2025-05-28'], [ALT, 10, 'U/L', '2025-05-20']],
  [[AST, 0.081, 'U/mL', '2025-05-28'], [ALT, 40, 'U/L', '2025-05-28']],
  [[AST, 80, 'U/L', '2025-05-28'], [ALT, 0, 'U/L', '2025-05-28']],
];

const trial = {
  schema_version: '1.0', source: { name: 'selected', sha256: '', format: 'text' }, generator: { name: '', version: '', lexicon: '' },
  eligibility: { type: 'all', of: RULES.map((_, at) => ({ type: 'ref', to: `I${at + 1}`, ...span })), ...span },
  criteria: RULES.map((rule, at) => ({
    id: `I${at + 1}`, key: `k${at}`, section: 'inclusion', heading: [], span: [0, 5], text: 'words', role: 'criterion', rule,
  })),
  concepts: Object.fromEntries(Object.entries(codes).map(([id, code]) => [id, { name: id, codes: [{ system: 'http://loinc.org', code }] }])),
  assumptions: [], diagnostics: [],
};

const bundle = (results, at) => ({
  resourceType: 'Bundle', type: 'collection',
  entry: [{ resource: { resourceType: 'Patient', id: `p${at}` } }, ...results.map(([test, value, unit, date, comparator], number) => ({
    resource: {
      resourceType: 'Observation', id: `o${at}-${number}`, status: 'final', subject: { reference: `Patient/p${at}` },
      code: { coding: [{ system: 'http://loinc.org', code: codes[test] }] }, effectiveDateTime: date,
      valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit, ...(comparator ? { comparator } : {}) },
    },
  }))],
});

const words = value => (value === true ? 'met' : value === false ? 'not met' : 'unknown');
const folder = mkdtempSync(path.join(tmpdir(), 'cql-'));
try {
  const [file, records, loss] = ['trial.json', 'patients.ndjson', 'loss'].map(name => path.join(folder, name));
  const bundles = PATIENTS.map(bundle);
  writeFileSync(file, JSON.stringify(trial));
  writeFileSync(records, bundles.map(one => `${JSON.stringify(one)}\n`).join(''));
  const run = (...more) => execFileSync(process.env.EXTRACT, [...more, ...settings], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const { errors, elm } = translate(run(file, '--quiet', '--format', 'cql', '--loss', loss));
  const native = run('evaluate', file, records, '--format', 'json').trim().split('\n').map(line => JSON.parse(line));
  const source = PatientSource.FHIRv401();
  source.loadBundles(bundles);
  const wrong = [...errors];
  const count = {};
  if (errors.length === 0) {
    const { patientResults } = await new Executor(new Library(JSON.parse(elm())), new CodeService({})).exec(source);
    for (const { patient, criteria } of native) {
      for (const { id, truth } of criteria) {
        const answer = truth.replace('_', ' ');
        const found = words(patientResults[patient][id]);
        count[answer] = (count[answer] ?? 0) + 1;
        if (found !== answer) wrong.push(`${patient} ${id}: CQL says ${found}, not ${answer}`);
      }
    }
  }
  wrong.forEach(line => console.error(line));
  console.log(`values computed from several: ${JSON.stringify(count)}, ${wrong.length} wrong`);
  process.exitCode = wrong.length > 0 || ['met', 'not met', 'unknown'].some(answer => !count[answer]) ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}

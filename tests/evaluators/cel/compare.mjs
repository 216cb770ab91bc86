// Compares what CEL says of the edge patients with what the native evaluator says: compare.mjs WORK PATIENTS
// Compiles the expressions of trials, one a line: compare.mjs --compile FILE
import { readFileSync, readdirSync } from "node:fs";
import { celEnv, parse, plan } from "@bufbuild/cel";

const env = celEnv();
const compile = (text) => plan(env, parse(text));

// Whole numbers are CEL's int and numbers with a point its double, which JSON.parse does not keep apart.
function facts(line) {
    const number = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
    const marked = line.replace(number, (text) => (/^-?\d+$/.test(text) ? `{"int":"${text}"}` : text));
    return JSON.parse(marked, (_, value) => (value && typeof value.int === "string" ? BigInt(value.int) : value));
}

// CEL reads maps, not objects.
const cel = (value) => {
    if (Array.isArray(value)) return value.map(cel);
    return value && typeof value === "object" ? new Map(Object.entries(value).map(([k, v]) => [k, cel(v)])) : value;
};

// true, false, or null where an error says that it is unknown.
function ask(expression, bindings) {
    const value = expression(bindings);
    return typeof value === "boolean" ? value : null;
}

const WORDS = new Map([[true, "met"], [false, "not met"], [null, "unknown"]]);

function compare(trial, work, patients) {
    const expressions = JSON.parse(readFileSync(`${work}/${trial}.cel`, "utf8"));
    const losses = readFileSync(`${work}/${trial}.loss`, "utf8").split("\n").filter(Boolean).map(JSON.parse);
    const native = JSON.parse(readFileSync(`${patients}/${trial}/native.json`, "utf8"));
    const tests = Object.entries(expressions.tests).map(([name, text]) => [name, compile(text)]);
    const criteria = Object.entries(expressions.criteria).map(([id, text]) => [id, compile(text)]);
    if (expressions.eligible) criteria.push(["trial", compile(expressions.eligible)]);
    const lost = (id) => losses.some(({ criterion: c }) => id === "trial" || c === id || c.startsWith(`${id}.`));
    const sums = { compared: 0, lost: 0, wrong: [] };
    for (const line of readFileSync(`${work}/${trial}.facts.ndjson`, "utf8").split("\n").filter(Boolean)) {
        const record = facts(line);
        const bindings = { facts: cel(record.facts) };
        const found = tests.map(([name, test]) => [name, ask(test, bindings)]).filter(([, value]) => value !== null);
        const t = new Map(found);
        for (const [id, criterion] of criteria) {
            const said = WORDS.get(ask(criterion, { t }));
            const expected = native[record.patient][id];
            sums.compared += 1;
            if (said === expected) continue;
            if (said === "unknown" && lost(id)) sums.lost += 1;
            else sums.wrong.push(`cel ${record.patient} ${id}: ${said}, not ${expected}`);
        }
    }
    return sums;
}

function compileAll(file) {
    const wrong = [];
    let [documents, compiled] = [0, 0];
    for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
        const { trial, tests, criteria, eligible } = JSON.parse(line);
        documents += 1;
        for (const text of [...Object.values(tests), ...Object.values(criteria), eligible].filter(Boolean)) {
            try {
                compile(text);
                compiled += 1;
            } catch (error) {
                wrong.push(`${trial}: ${error.message}: ${text.slice(0, 200)}`);
            }
        }
    }
    wrong.slice(0, 20).forEach((line) => console.log(line));
    console.log(`cel: ${compiled} expressions of ${documents} documents compiled, ${wrong.length} refused`);
    return wrong.length === 0 && compiled > 0;
}

function compareAll(work, patients) {
    const trials = readdirSync(patients, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const all = trials.map(({ name }) => compare(name, work, patients));
    const sum = (of) => all.reduce((total, sums) => total + of(sums), 0);
    const [compared, lost, wrong] = [sum((s) => s.compared), sum((s) => s.lost), all.flatMap((s) => s.wrong)];
    wrong.slice(0, 50).forEach((line) => console.log(line));
    console.log(`cel: ${compared} comparisons, ${lost} left out, ${wrong.length} wrong`);
    return wrong.length === 0 && compared > 0;
}

const [first, second] = process.argv.slice(2);
process.exit((first === "--compile" ? compileAll(second) : compareAll(first, second)) ? 0 : 1);

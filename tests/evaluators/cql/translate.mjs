// CQL to ELM with the official translator, and the packages of package-lock.json.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The packages are installed in MODULES, not beside this file. */
export const require = createRequire(path.join(process.env.MODULES ?? '.', 'package.json'));
const load = name => import(pathToFileURL(require.resolve(name)));

const { CqlCompilerOptions, CqlTranslator, LibraryManager, ModelManager, createModelInfoProvider, createUcumService, stringAsSource } =
  await load('@cqframework/cql/cql-to-elm');
const { SystemModelInfoProvider } = await load('@cqframework/cql/cql');
const ucum = require('@lhncbc/ucum-lhc').UcumLhcUtils.getInstance();

const fhir = readFileSync(path.join(path.dirname(require.resolve('cql-exec-fhir')), 'modelInfos/fhir-modelinfo-4.0.1.xml'), 'utf8');
const models = new ModelManager();
models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider(), true);
models.modelInfoLoader.registerModelInfoProvider(createModelInfoProvider(id => (id === 'FHIR' ? stringAsSource(fhir) : null)), true);

const unused = () => {
  throw new Error('the libraries compute with no units');
};
const units = createUcumService(unused, unit => (ucum.validateUnitString(unit).status === 'valid' ? null : `${unit} is no UCUM`), unused, unused);
// A list is never taken for its only item, nor an item for a list. Annotations would take most of the time.
const { DisableListDemotion, DisableListPromotion } = CqlCompilerOptions.Options;
const options = new CqlCompilerOptions().withOptions([DisableListDemotion, DisableListPromotion]);

/** The ELM of a library as JSON text, and what the translator has against it. */
export function translate(text) {
  const manager = new LibraryManager(models, options, undefined, units);
  const translator = CqlTranslator.fromText(text, manager);
  const errors = translator.errors.asJsReadonlyArrayView().map(error => `${error.message} ${error.locator ?? ''}`);
  return { errors, elm: () => translator.toJson() };
}

/** Holds both OpenAPI documents against the official JSON Schemas of their versions. */
import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';

for (const [name, version] of [
  ['terang.json', '3.1'],
  ['terang-3.0.json', '3.0'],
]) {
  const text = await readFile(new URL(`../../../openapi/${name}`, import.meta.url), 'utf8');
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(text));
  if (!valid || validator.version !== version) {
    console.error(`openapi/${name} is not valid OpenAPI ${version}:`, errors);
    process.exitCode = 1;
  } else {
    console.log(`openapi/${name} is valid OpenAPI ${version}.`);
  }
}

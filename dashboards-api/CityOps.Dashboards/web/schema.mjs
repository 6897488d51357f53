// Writes src/api/schema.ts, the types of the wire, from openapi.json beside this file. Nothing is fetched; where the types are newer, nothing is done.
import { stat, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const written = (name) => stat(here(name)).then((file) => file.mtimeMs, () => 0)

const sources = await Promise.all(['openapi.json', 'package-lock.json', 'schema.mjs'].map(written))
if ((await written('src/api/schema.ts')) < Math.max(...sources)) {
  const { default: openapiTS, astToString } = await import('openapi-typescript')
  const types = await openapiTS(new URL('openapi.json', import.meta.url), { defaultNonNullable: false, emptyObjectsUnknown: true })
  await writeFile(here('src/api/schema.ts'), `// Made from openapi.json by \`npm run schema\`; not kept in the repository.\n\n${astToString(types)}`)
}

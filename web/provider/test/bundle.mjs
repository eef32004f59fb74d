// Prints page.mjs with all that it needs, as one script for a page.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const [{ output: [script] }] = await build({
  configFile: false,
  logLevel: 'error',
  build: { write: false, minify: false, lib: { entry: fileURLToPath(new URL('page.mjs', import.meta.url)), formats: ['iife'], name: 'page' } },
})
process.stdout.write(script.code)

// Prints page.mjs with all that it needs, as one script for a page.
import { build } from 'esbuild'

const { outputFiles: [script] } = await build({ entryPoints: ['page.mjs'], bundle: true, format: 'iife', write: false, logLevel: 'error' })
process.stdout.write(script.text)

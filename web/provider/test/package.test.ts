import { execFile } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const folder = new URL('..', import.meta.url)

test('the package holds what is built with its types, a readme and the licence, and nothing else', async () => {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--silent'], { cwd: folder, shell: process.platform === 'win32' })
  const files = (JSON.parse(stdout.slice(stdout.indexOf('['))) as { files: { path: string }[] }[])[0]!.files.map(({ path }) => path)
  const sources = (await readdir(new URL('src', folder))).map(name => name.replace(/\.ts$/, ''))
  const built = sources.flatMap(name => [`dist/${name}.d.ts`, `dist/${name}.js`])
  expect(files.sort()).toEqual([...built, 'LICENSE', 'README.md', 'package.json'].sort())
}, 30_000)

test('its licence is the project’s', async () => {
  expect(await readFile(new URL('LICENSE', folder), 'utf8')).toBe(await readFile(new URL('../../LICENSE', folder), 'utf8'))
})

test('the readme names every option, event and member', async () => {
  const readme = await readFile(new URL('README.md', folder), 'utf8')
  const options = await readFile(new URL('src/options.ts', folder), 'utf8')
  const connection = await readFile(new URL('src/connection.ts', folder), 'utf8')
  const provider = await readFile(new URL('src/provider.ts', folder), 'utf8')
  const names = [
    ...[...options.matchAll(/^ {2}'?([a-z][\w-]*)'?\??: /gm)].map(match => match[1]!),
    ...[...connection.slice(0, connection.indexOf('export class')).matchAll(/^ {2}'?([a-z][\w-]*)'?\??: /gm)].map(match => match[1]!),
    ...[...provider.matchAll(/^ {2}(?:readonly |get |async )?([a-z]\w*)(?:: [A-Z][\w| ]* =|\(.*\): (?:void|Promise))/gm)].map(match => match[1]!),
  ].filter(name => name !== 'hub')
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter(name => !readme.includes(name))).toEqual([])
})

test('it is as small as the readme says', async () => {
  const { rolldown } = await import('rolldown')
  const bytesOf = async (external: string[]): Promise<number> => {
    const bundle = await rolldown({ input: fileURLToPath(new URL('dist/index.js', folder)), external, platform: 'browser', logLevel: 'silent' })
    const { output } = await bundle.generate({ format: 'esm', minify: true })
    return gzipSync(output[0].code, { level: 9 }).byteLength
  }
  expect(await bytesOf(['yjs', '@microsoft/signalr', '@microsoft/signalr-protocol-msgpack', 'y-protocols/awareness'])).toBeLessThan(9_000)
  expect(await bytesOf(['yjs'])).toBeLessThan(32_500)
})

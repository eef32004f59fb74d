// One run: a fresh server on core 0, the load on core 1, and what the load measured.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { servers } from './servers.mjs'

const [serverCore, loadCore] = ['0', '1']
const startMsMax = 30_000
const runMsMax = 300_000
const load = path.join(import.meta.dirname, 'load/main.mjs')

/** Resolves with the load's result; throws with what the load or the server said. */
export const run = async (server, scenario, seed) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'server-bench-'))
  const port = await freePort()
  const { command, environment } = servers[server]
  const log = path.join(folder, 'server.log')
  const process_ = pinned(serverCore, command(port, folder), { NODE_ENV: 'production', ...environment?.(port, folder) }, fs.openSync(log, 'w'))
  try {
    await listening(port, process_)
    const task = JSON.stringify({ server, scenario, port, pid: process_.pid, seed })
    return JSON.parse(await output(pinned(loadCore, ['node', load, task], {}, 'pipe')))
  } catch (error) {
    throw new Error(`${server}, ${scenario}: ${error.message}\n${fs.readFileSync(log, 'utf8').slice(-2000)}`)
  } finally {
    process_.kill('SIGKILL')
    await new Promise(resolve => process_.exitCode ?? process_.signalCode ? resolve() : process_.once('exit', resolve))
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

const pinned = (core, command, environment, stdout) => spawn('taskset', ['-c', core, ...command], {
  env: { ...process.env, ...environment },
  stdio: ['ignore', stdout, stdout === 'pipe' ? 'inherit' : stdout]
})

const output = process_ => new Promise((resolve, reject) => {
  let text = ''
  process_.stdout.on('data', chunk => { text += chunk })
  const limit = setTimeout(() => process_.kill('SIGKILL'), runMsMax)
  process_.on('close', code => {
    clearTimeout(limit)
    code === 0 ? resolve(text) : reject(new Error(`the load ended with ${code ?? 'the limit of its time'}`))
  })
})

const freePort = () => new Promise((resolve, reject) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  }).on('error', reject)
})

const listening = async (port, process_) => {
  for (const until = performance.now() + startMsMax; performance.now() < until && process_.exitCode === null;) {
    if (await answers(port)) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('the server did not start')
}

const answers = port => new Promise(resolve => {
  const socket = net.connect(port, '127.0.0.1')
  socket.on('connect', () => { socket.destroy(); resolve(true) }).on('error', () => resolve(false))
})

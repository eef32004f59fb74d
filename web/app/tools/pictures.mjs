/**
 * Pictures of the app's screens, with the demonstration's people: `node pictures.mjs <folder> [screen …]`, after a build in Release.
 * Each screen is taken on a desktop and on a phone, light and dark; of these some alone by their whole names, such as `cohort-phone-dark`.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { screens } from './screens.mjs'

const root = new URL('../../../', import.meta.url).pathname
// The browser's driver comes with the tests.
const { default: playwright } = await import(`${root}tests/RealLearning.EndToEnd.Tests/bin/Release/net10.0/.playwright/package/index.js`)
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 360, height: 780 } }
const PEOPLE = { maya: 'demo-learner', jonas: 'demo-peer', amina: 'demo-other', tessa: 'demo-tutor', rosa: 'demo-client' }
const PASSWORD = 'four words in a row'

const [folder, ...names] = process.argv.slice(2)
if (!folder) throw new Error('Which folder? node pictures.mjs <folder> [screen …]')
mkdirSync(folder, { recursive: true })
const isWanted = (name, file) => names.length === 0 || names.includes(name) || names.includes(file)

const port = await new Promise(done => { const free = createServer().listen(0, '127.0.0.1', () => { const { port } = free.address(); free.close(() => done(port)) }) })
const baseURL = `http://127.0.0.1:${port}`
const data = mkdtempSync(join(tmpdir(), 'pictures-'))
const server = spawn('dotnet', [`${root}api/bin/Release/net10.0/RealLearning.Api.dll`, '--contentRoot', `${root}api`, `--urls=${baseURL}`, `--Data=${data}`, '--environment=Development'])
let browser
try {
  const link = await new Promise((found, failed) => {
    let said = ''
    server.stdout.on('data', part => { said += part; const link = /\/invitation#(\S+)\s/.exec(said); if (link) found(link[1]) })
    server.stderr.on('data', part => { said += part })
    server.on('exit', () => failed(new Error(said)))
  })
  browser = await playwright.chromium.launch({
    executablePath: ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const world = await prepare(link)
  for (const screen of screens) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      const colours = ['light', 'dark'].filter(colour => isWanted(screen.name, `${screen.name}-${size}-${colour}`))
      if (colours.length > 0) await take(world, screen, size, viewport, colours)
    }
  }
} finally {
  await browser?.close()
  server.removeAllListeners('exit')
  server.kill()
  rmSync(data, { recursive: true, force: true })
}

/** Signs everybody in and does what the screens are to show. */
async function prepare(invitation) {
  const hands = {}
  const come = async (name, path, body) => {
    hands[name] = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { Origin: baseURL } })
    await post(name, path, body)
  }
  const post = async (name, path, body = {}) => {
    const answer = await hands[name].post(path, { data: body })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return answer.status() === 204 ? null : answer.json().catch(() => null)
  }
  await come('ines', '/api/accounts', { invitation, name: 'Ines Moreau', email: 'ines@example.org', password: PASSWORD })
  for (const [name, id] of Object.entries(PEOPLE)) await come(name, '/api/demonstration', { id })
  const today = await (await hands.maya.get('/api/today')).json()
  const workspace = today.cohorts[0].challenges[0].work[0].room
  await post('maya', `/api/rooms/${workspace}/commands`, { id: 'pictures-session', command: { type: 'openSession', sessionId: 'pictures', title: 'Critique of our first post', snapshotId: 'demo-draft' } })
  const world = { workspace, group: today.cohorts[0].group.room, cohort: today.cohorts[0].id, challenge: 'demonstration-food-bank', hands, open }
  for (const deliverable of ['persona', 'report']) world[deliverable] = (await post('maya', '/api/rooms', { id: `pictures-${deliverable}`, kind: 'workspace', title: deliverable === 'persona' ? 'Lena, who stopped coming' : 'Why volunteers stay away', deliverable })).room
  await begin(world)
  world.invitation = (await post('ines', '/api/site/invitations', { id: 'pictures', role: 'tutor', uses: 5, days: 14 })).token
  world.password = (await post('ines', '/api/site/people/demo-learner/password-link')).token
  return world
}

/** Jonas writes in Maya's text and says something beside it; he stays there. */
async function begin(world) {
  const page = await world.open('jonas', SIZES.desktop)
  await page.goto(`/${world.workspace}`)
  await page.locator('.block-section').last().locator('.content p').click()
  await page.keyboard.type('People who come a second time, counted every Saturday: two now, twenty by December.')
  await page.getByText('Two hours are enough: come once').evaluate(node => {
    const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode()
    const at = text.data.indexOf('as long as the coffee lasts')
    node.closest('.ProseMirror').focus()
    getSelection().setBaseAndExtent(text, at, text, at + 'as long as the coffee lasts'.length)
  })
  await page.getByTestId('comment-here').click()
  const draft = page.getByTestId('comment-draft')
  await draft.getByLabel('Comment', { exact: true }).fill('Does that not sound like a long morning? Two hours is the promise.')
  await draft.getByRole('button', { name: 'Comment' }).click()
  await draft.waitFor({ state: 'hidden' })
  await page.getByText('counted every Saturday').click()
}

async function open(who, viewport) {
  const context = await browser.newContext({ baseURL, viewport, ...(who ? { storageState: await this.hands[who].storageState() } : {}), reducedMotion: 'reduce', locale: 'en-GB', ...(viewport === SIZES.phone ? { isMobile: true, hasTouch: true } : {}) })
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

function complain(what) {
  console.error(what)
  process.exitCode = 1
}

async function take(world, { name, as, at, act, full = false }, size, viewport, colours) {
  const page = await world.open(as, viewport)
  try {
    await page.goto(typeof at === 'function' ? at(world) : at)
    await page.waitForLoadState('networkidle')
    await act?.(page, { ...world, size })
  } catch (error) {
    complain(`${name} on a ${size}: ${error.message}`)
  }
  // A window as high as the page, so that what stays at the window's edge is at the page's.
  if (full) await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, await page.evaluate(() => document.documentElement.scrollHeight)) })
  for (const colour of colours) {
    await page.emulateMedia({ colorScheme: colour })
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(folder, `${name}-${size}-${colour}.png`) })
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 0) complain(`${name} on a ${size}: ${wide} pixels wider than the window`)
  await page.context().close()
}

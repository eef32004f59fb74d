// People who sign in by password, each once, while others type; some of them have signed in before that. Their accounts come by an invitation of the demonstration's tutor.
import http from 'node:http'
import { Histogram } from './histogram.mjs'
import { sleep } from './crowd.mjs'

const password = 'a long enough password'
/** Sign-ins beforehand, so that their code is as warm as that of the keystrokes. */
const warmups = 100

export class SignIns {
  constructor (port, count) { Object.assign(this, { port, count }) }

  static async prepare (port, count) {
    const { cookie } = await ask(port, 'POST', '/api/demonstration', { id: 'demo-tutor' })
    const today = await ask(port, 'GET', '/api/today', undefined, cookie)
    const invitation = { type: 'createInvitation', invitationId: 'load', role: 'judge', uses: count, days: 1 }
    const { body: { token } } = await ask(port, 'POST', `/api/cohorts/${today.body.cohorts[0].id}/commands`, { id: 'load', command: invitation }, cookie)
    for (let i = 0; i < count; i++) await ask(port, 'POST', '/api/accounts', { invitation: token, name: `Person ${i}`, email: emailOf(i), password })
    for (let i = 0; i < Math.min(warmups, count); i++) await ask(port, 'POST', '/api/sign-in', { email: emailOf(i), password })
    return new SignIns(port, count)
  }

  /** Each sign-in has its moment, whatever becomes of those before it. Resolves once all are answered. */
  async begin (seconds, random) {
    const moments = Array.from({ length: this.count }, () => random() * seconds * 1000).sort((a, b) => a - b)
    const startedAt = performance.now()
    const took = new Histogram()
    await Promise.all(moments.map(async (ms, i) => {
      await sleep(ms)
      await ask(this.port, 'POST', '/api/sign-in', { email: emailOf(i), password })
      took.add(performance.now() - startedAt - ms)
    }))
    return { signedIn: took.count, signIn50: took.quantile(0.5), signIn99: took.quantile(0.99) }
  }
}

const emailOf = i => `person-${i}@example.org`

const ask = (port, method, path, body, cookie) => new Promise((resolve, reject) => {
  const headers = { ...(body && { 'content-type': 'application/json' }), ...(cookie && { cookie }) }
  http.request({ port, host: '127.0.0.1', method, path, headers }, response => {
    let text = ''
    response.setEncoding('utf8').on('data', chunk => { text += chunk }).on('end', () => {
      if (response.statusCode >= 300) return reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`))
      resolve({ body: text && JSON.parse(text), cookie: response.headers['set-cookie']?.[0].split(';')[0] })
    })
  }).on('error', reject).end(body && JSON.stringify(body))
})

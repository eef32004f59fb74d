import { LiveConnection } from '@reallearning/provider'
import { api, Problem, type Me } from './api.js'

/** Who uses this browser, and their one line to the server. The server says who; nothing here is believed by it. */
class Session {
  me = $state.raw<Me | null>(null)
  known = $state(false)
  private line: LiveConnection | null = null

  get connection(): LiveConnection { return this.line ??= new LiveConnection('/live') }

  async load(): Promise<void> {
    try {
      this.me = await api.me()
    } catch (error) {
      // Out of reach is not signed out: who was here last may go on with what this browser keeps.
      this.me = error instanceof Problem && error.code === 'offline' ? remembered() : null
    }
    remember(this.me)
    this.known = true
  }

  async comeIn(name: string): Promise<void> {
    this.me = await api.comeIn(name)
    remember(this.me)
  }

  async signOut(): Promise<void> {
    await api.signOut()
    remember(null)
    location.assign('/')
  }
}

const KEY = 'reallearning-me'
const remember = (me: Me | null): void => me ? localStorage.setItem(KEY, JSON.stringify(me)) : localStorage.removeItem(KEY)
const remembered = (): Me | null => JSON.parse(localStorage.getItem(KEY) ?? 'null') as Me | null

export const session = new Session()

import { api, Problem, type Me } from './api.js'
import { notices, sentence } from './notices.svelte.js'
import * as passkeys from './passkeys.js'

/** Who uses this browser. The server says who; nothing here is believed by it. */
class Session {
  me = $state.raw<Me | null>(null)
  known = $state(false)

  constructor() {
    // Whoever signs out, or comes in as somebody else, does so in every tab: this one would go on with the lines of whoever was here before.
    addEventListener('storage', ({ key, newValue }) => {
      if (key === KEY && this.known && (JSON.parse(newValue ?? 'null') as Me | null)?.id !== this.me?.id) location.reload()
    })
  }

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

  signIn = (email: string, password: string): Promise<void> => this.become(api.signIn(email, password))
  resetPassword = (token: string, password: string): Promise<void> => this.become(api.resetPassword(token, password))
  signInByPasskey = (): Promise<void> => this.become(passkeys.signIn())
  /** Offers passkeys beside a form, where the browser can. False where none was taken. */
  offerPasskeys = async (): Promise<boolean> => {
    const me = await passkeys.offer()
    if (me) await this.become(Promise.resolve(me))
    return me !== null
  }
  create = (invitation: string, name: string, email: string, password: string): Promise<void> => this.become(api.createAccount(invitation, name, email, password))
  lookAround = (id: string): Promise<void> => this.become(api.lookAround(id))
  redeem = (invitation: string): Promise<void> => this.become(api.redeemInvitation(invitation))

  async signOut(to = '/'): Promise<void> {
    try {
      await api.signOut()
    } catch (error) {
      notices.tell(sentence(error), 'error')
      // Where the server could not end what was opened by this sign-in, this browser has lost it all the same.
      if (error instanceof Problem && error.code === 'storage-unavailable') {
        forget()
        this.me = null
      }
      return
    }
    forget()
    if (to.startsWith(location.pathname)) location.reload()
    else location.assign(to)
  }

  private async become(me: Promise<Me>): Promise<void> {
    this.me = await me
    remember(this.me)
  }
}

/** What this browser keeps of a person, apart from who it is. */
const OWN = /^reallearning-(right |draft |today$)/
const KEY = 'reallearning-me'
const remember = (me: Me | null): void => me ? localStorage.setItem(KEY, JSON.stringify(me)) : localStorage.removeItem(KEY)
const forget = (): void => {
  remember(null)
  for (const key of Object.keys(localStorage)) if (OWN.test(key)) localStorage.removeItem(key)
}
const remembered = (): Me | null => JSON.parse(localStorage.getItem(KEY) ?? 'null') as Me | null

export const session = new Session()

import { api, Problem, type Me, type Passkey } from './api.js'

/** Passkeys. What the server sends and takes is what the browser's own functions read and give; nothing of it is looked at here. */

/** Whether this browser can have passkeys of this address: it has a name, and nobody can read along. */
export const can = isSecureContext && 'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential && !/^[\d.]+$|:/.test(location.hostname)

/** A browser waits for one answer at a time. */
let waiting: AbortController | null = null

/** Lets go of what waits for an answer, if anything does. */
export const stop = (): void => { waiting?.abort(); waiting = null }

export async function add(name: string): Promise<Passkey> {
  const { challenge, options } = await api.passkeyToAdd()
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  return api.addPasskey(challenge, name, await answered(signal => navigator.credentials.create({ publicKey, signal })))
}

/** By whichever passkey the person takes. */
export const signIn = (): Promise<Me> => get('optional')

const RENEW_MS = 4 * 60_000

/** Where the browser can: offers passkeys with what it fills into the form, until one is taken or `stop`. Null where it cannot, or was stopped. */
export async function offer(): Promise<Me | null> {
  if (!can || !await PublicKeyCredential.isConditionalMediationAvailable()) return null
  for (;;) {
    // A challenge holds for five minutes; the page may be open for longer.
    let renews = false
    const renew = setTimeout(() => { renews = true; stop() }, RENEW_MS)
    try {
      return await get('conditional')
    } catch (error) {
      if (!renews && isStopped(error)) return null
      if (!renews) throw error
    } finally {
      clearTimeout(renew)
    }
  }
}

/** Whether the person, or something else on the page, thought better of it. */
export const isStopped = (error: unknown): boolean => error instanceof Problem && error.code === 'passkey-stopped'

async function get(mediation: CredentialMediationRequirement): Promise<Me> {
  const { challenge, options } = await api.passkeyToSignIn()
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return api.signInByPasskey(challenge, await answered(signal => navigator.credentials.get({ publicKey, mediation, signal })))
}

async function answered(ask: (signal: AbortSignal) => Promise<Credential | null>): Promise<PublicKeyCredentialJSON> {
  stop()
  const mine = waiting = new AbortController()
  try {
    const credential = await ask(mine.signal)
    if (!(credential instanceof PublicKeyCredential)) throw new Problem('passkey-stopped', 'No passkey was given.')
    return credential.toJSON()
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'InvalidStateError') throw new Problem('passkey-known', 'This device has a passkey of your account already.')
    if (name === 'NotAllowedError' || name === 'AbortError') throw new Problem('passkey-stopped', 'No passkey was given. Try it again, or sign in another way.')
    if (name === 'SecurityError') throw new Problem('passkey-address', 'Passkeys do not work at this address.')
    throw error
  } finally {
    if (waiting === mine) waiting = null
  }
}

/** What somebody may want to call a passkey that this browser makes. */
export function guessName(agent = navigator.userAgent): string {
  const find = (names: [RegExp, string][]): string => names.find(([sign]) => sign.test(agent))?.[1] ?? ''
  const device = find([[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS/, 'Mac'], [/CrOS/, 'Chromebook'], [/Linux/, 'Linux']])
  const browser = find([[/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']])
  return browser && device ? `${browser} on ${device}` : 'My passkey'
}

/** Signing in by an organisation: the browser leaves the page, and comes back signed in or with why not. */

const KEY = 'reallearning-back'

/** Goes to an organisation. Whoever comes back finds the page that they left, with what its address keeps from servers. */
export function leaveFor(id: string): void {
  sessionStorage.setItem(KEY, location.pathname + location.hash)
  location.assign(`/api/sign-in/openid/${id}`)
}

/** The page that was left, once. */
export function takeBack(): string | null {
  const back = sessionStorage.getItem(KEY)
  sessionStorage.removeItem(KEY)
  return back
}

const WHY: Record<string, string> = {
  'openid-cancelled': '',
  'openid-failed': 'Your organisation could not be reached, or its answer came too late. Try it again.',
  'openid-email': 'Your organisation names no e-mail address of yours that it has verified. Ask there, or come by an invitation.',
  'openid-not-confirmed': 'Your organisation did not ask you to sign in anew, so that nothing is confirmed. Confirm by a password or a passkey.',
  'email-taken': 'There is an account of your e-mail address already. Sign in to it, and link your organisation on the page “Your account”.',
  'login-taken': 'Another account is linked to this login already.',
  'no-right': 'This account is blocked. Ask an administrator.',
}

/** Why somebody came back without being signed in or linked; empty where they did not. Said once. */
export function whyRefused(): string {
  const code = new URLSearchParams(location.search).get('refused')
  if (code === null) return ''
  history.replaceState(null, '', location.pathname + location.hash)
  return WHY[code] ?? WHY['openid-failed']!
}

/** Where the person is, from the address. */
export type Route =
  | { page: 'today' }
  | { page: 'challenges' }
  | { page: 'challenge', id: string }
  | { page: 'cohorts' }
  | { page: 'cohort', id: string }
  | { page: 'invitation' }
  | { page: 'password' }
  | { page: 'email' }
  | { page: 'account' }
  | { page: 'confidence' }
  | { page: 'site' }
  | { page: 'audit' }
  | { page: 'join', room: string }
  | { page: 'submission', cohort: string, workspace: string, id: string }
  | { page: 'room', kind: 'workspace' | 'group' | 'session', id: string, snapshot: string | null }
  | { page: 'unknown' }

const read = (path: string): Route => {
  const parts = path.split('/').filter(part => part !== '').map(decodeURIComponent)
  const [first, id, third] = parts
  if (parts.length === 0) return { page: 'today' }
  if (parts.length === 1 && (first === 'invitation' || first === 'password' || first === 'email' || first === 'account' || first === 'confidence' || first === 'site' || first === 'challenges' || first === 'cohorts')) return { page: first }
  if (first === 'site' && id === 'audit' && parts.length === 2) return { page: 'audit' }
  if ((first === 'challenge' || first === 'cohort') && id && parts.length === 2) return { page: first, id }
  if (first === 'client' && id && third && parts[3] && parts.length === 4) return { page: 'submission', cohort: id, workspace: third, id: parts[3] }
  if (first === 'join' && parts.length === 3) return { page: 'join', room: `${id}/${third}` }
  if ((first === 'workspace' || first === 'group' || first === 'session') && id && parts.length === 2) return { page: 'room', kind: first, id, snapshot: null }
  if (first === 'workspace' && id && third?.startsWith('snapshot-') && parts.length === 3) {
    return { page: 'room', kind: first, id, snapshot: third.slice('snapshot-'.length) }
  }
  return { page: 'unknown' }
}

class Router {
  route = $state.raw<Route>(read(location.pathname))

  constructor() {
    addEventListener('popstate', () => { this.route = read(location.pathname) })
    document.addEventListener('click', this.follow)
  }

  go(path: string, replace = false): void {
    history[replace ? 'replaceState' : 'pushState'](null, '', path)
    this.route = read(location.pathname)
    scrollTo(0, 0)
  }

  private readonly follow = (event: MouseEvent): void => {
    const link = (event.target as Element).closest?.('a')
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    if (link.origin !== location.origin || link.target || link.hasAttribute('download') || !link.hasAttribute('data-page')) return
    event.preventDefault()
    this.go(link.pathname)
  }
}

export const router = new Router()

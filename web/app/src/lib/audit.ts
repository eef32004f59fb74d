import { call, type Person } from './api.js'

/** The audit log, as docs/protocols.md has it. */

export interface AuditEntry {
  id: string, at: string, kind: AuditKind, by: Person | null, on: Person | null
  place: string | null, title: string | null, detail: string | null, address: string | null, login: string | null
}
export interface AuditPage { entries: AuditEntry[], next: string | null }

/** What a kind is called, and what is said of whoever did it; … stands for whom it concerns. `alone`: where that is themselves. */
export const kinds = {
  'signed-in': { name: 'Signed in', says: 'signed in' },
  'sign-in-failed': { name: 'Sign-in refused', says: 'was refused at the sign-in' },
  'locked-out': { name: 'Account locked', says: 'was locked out after wrong passwords' },
  'password-changed': { name: 'Password changed', says: 'set a new password of …', alone: 'changed their password' },
  'password-link-made': { name: 'Link for a new password made', says: 'made a link for a new password of …' },
  'email-changed': { name: 'E-mail address changed', says: 'changed their e-mail address' },
  'way-in-added': { name: 'Way to sign in added', says: 'added a way to sign in' },
  'way-in-removed': { name: 'Way to sign in removed', says: 'removed a way to sign in' },
  'signed-out-elsewhere': { name: 'Signed out elsewhere', says: 'ended their other sign-ins' },
  'account-made': { name: 'Account made', says: 'made an account' },
  'account-blocked': { name: 'Account blocked', says: 'blocked …' },
  'account-unblocked': { name: 'Account let in again', says: 'let … in again' },
  'site-role-given': { name: 'Role on the site', says: 'took a role on the site' },
  'invitation-made': { name: 'Invitation made', says: 'made an invitation' },
  'invitation-revoked': { name: 'Invitation ended', says: 'ended an invitation' },
  'cohort-role-set': { name: 'Role in a cohort', says: 'changed what … is in a cohort', alone: 'took a role in a cohort' },
  'member-moved': { name: 'Moved between groups', says: 'moved … to another group', alone: 'went to another group' },
  'link-made': { name: 'Share link made', says: 'made a share link' },
  'link-revoked': { name: 'Share link ended', says: 'ended a share link' },
  'right-set': { name: 'Right in a room', says: 'changed what … may do in a room', alone: 'took a right in a room' },
  'work-opened': { name: 'Work opened', says: 'opened the work of a group' },
  'history-read': { name: 'History read', says: 'read the history of a group’s work' },
  'exported': { name: 'Exported', says: 'took a document away as a file' },
  'audit-read': { name: 'Log read', says: 'read this log' },
} satisfies Record<string, { name: string, says: string, alone?: string }>
export type AuditKind = keyof typeof kinds

export const audit = (filter: { before?: string | null, kind?: string, person?: string }): Promise<AuditPage> => {
  const query = new URLSearchParams(Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1])))
  return call<AuditPage>('GET', `/api/audit${query.size > 0 ? `?${query}` : ''}`)
}

const nameOf = (person: Person | null): string => person === null ? 'Somebody' : person.name || 'Somebody whose account is gone'

/** An entry in words, after who it is of. Nobody is signed in whose sign-in was refused: it is of the account that it was for. */
export function say({ kind, by, on }: AuditEntry): { who: string, did: string } {
  const known: { says: string, alone?: string } = kinds[kind]
  const did = by !== null && on === null ? known.alone ?? known.says : known.says
  return { who: nameOf(by ?? on), did: did.replace('…', nameOf(on)) }
}

/** What else is to be told of it. */
export const rest = ({ title, place, detail, address, login }: AuditEntry): string =>
  [title ?? place, detail, login && `e-mail ${login.slice(-64, -48)}…`, address].filter(Boolean).join(' · ')

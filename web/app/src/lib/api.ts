import type { Right } from '@reallearning/provider'
import type { CohortRole } from './cohorts.js'

/** REST, as docs/protocols.md has it. */

export type SiteRole = 'member' | 'tutor' | 'administrator'
export interface Person { id: string, name: string, colour: number }
/** Somebody of the demonstration, and what one sees as them. */
export interface DemoPerson extends Person { role: string, line: string }
/** Who is signed in. */
export interface Me extends Person { email: string, roles: SiteRole[] }
/** What an invitation offers: a role of the site or, where a cohort is named, one of that. */
export type Offer = { expiresAt: string } & ({ role: SiteRole, cohort: null, cohortId: null } | { role: CohortRole, cohort: string, cohortId: string })
export interface Invitation { id: string, role: SiteRole, uses: number, left: number, expiresAt: string, token: string | null }
export interface SitePerson extends Person { email: string, roles: SiteRole[], blocked: boolean, createdAt: string }
export interface Passkey { id: string, name: string, addedAt: string, usedAt: string | null, synced: boolean }
/** How one signs in to one's own account. */
export interface Account { hasPassword: boolean, passkeys: Passkey[], logins: Login[] }
/** A login at an organisation that is linked to one's own account. */
export interface Login { id: string, name: string, addedAt: string }
/** An organisation whose people sign in by it. */
export interface Organisation { id: string, name: string }
/** What the page of somebody who is not in yet must know. */
export interface WaysIn { mail: boolean, organisations: Organisation[] }
/** What a passkey is asked: for the browser's own functions. */
export interface Asked<T> { challenge: string, options: T }
export interface VisitedRoom { room: string, title: string, visitedAt: string }
export interface Link { linkId: string, right: Right, createdAt: string }
export interface Room { room: string, kind: string, id: string, title: string, right: Right, links: Link[], parent: string | null }
export interface PersonCard extends Person { right: Right }
/** How much of a room's work is one's own: UTF-16 units of its text, and things said about it. `people`: who may write there. */
export interface Voice { people: number, written: number, writtenByAll: number, said: number, saidByAll: number }
/** How it is known whose words are: `relayed` are brought by somebody else and not verified; `server` is what the room wrote. */
export type Standing = 'verified' | 'server' | 'relayed'
/** Who wrote a document as it is now; ranges are client, clock and length in Yjs' ids, one after another. */
export interface AuthorsReply { sequence: number, authors: { standing: Standing, by: string | null, broughtBy: string | null, ranges: number[] }[], whole: boolean }
export interface Brief { client: string, purpose: string, audience: string, criteria: string[], due: string | null }

export type Command =
  | { type: 'setTitle', title: string }
  | { type: 'setBrief', brief: Brief }
  | { type: 'createThread', threadId: string, part: string, start: string, end: string, quote: string, before: string, text: string }
  | { type: 'replyToThread', threadId: string, commentId: string, text: string }
  | { type: 'resolveThread', threadId: string, resolved: boolean }
  | { type: 'reanchorThread', threadId: string, start: string, end: string }
  | { type: 'freezeSnapshot', snapshotId: string, title: string }
  | { type: 'openSession', sessionId: string, title: string, snapshotId: string }
  | { type: 'addResource', resourceId: string, title: string, url: string, note: string, stepIds: string[] }
  | { type: 'pullResource', resourceId: string, stepId: string | null }
  | { type: 'askQuestion', questionId: string, stepId: string | null, quote: string, text: string }
  | { type: 'answerQuestion', questionId: string, answerId: string, text: string, url: string }
  | { type: 'keepAnswer', questionId: string, answerId: string, resourceId: string }
  | { type: 'closeQuestion', questionId: string }
  | { type: 'releaseQuestion', questionId: string, to: 'cohort' | 'tutor' | 'client', quote: string }
  | { type: 'recordDecision', decisionId: string, text: string }
  | { type: 'amendDecision', decisionId: string, text: string }
  | { type: 'withdrawDecision', decisionId: string }
  | { type: 'scheduleMeeting', meetingId: string, kind: 'working' | 'critique', title: string, start: number, minutes: number, place: string, url: string }
  | { type: 'moveMeeting', meetingId: string, start: number, minutes: number, place: string, url: string }
  | { type: 'cancelMeeting', meetingId: string }
  | { type: 'submitSnapshot', submissionId: string, snapshotId: string, line: string }
  | { type: 'withdrawSubmission', submissionId: string }
  | { type: 'createLink', linkId: string, right: Right }
  | { type: 'revokeLink', linkId: string }
  | { type: 'setRight', personId: string, right: Right }

/** What the server answered instead, in words for a person. */
export class Problem extends Error {
  constructor(readonly code: string, message: string) { super(message) }
}

export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map(octet => octet.toString(16).padStart(2, '0')).join('')

export const api = {
  me: () => call<Me>('GET', '/api/me'),
  demonstration: () => call<{ people: DemoPerson[] }>('GET', '/api/demonstration'),
  lookAround: (id: string) => call<Me>('POST', '/api/demonstration', { id }),
  signIn: (email: string, password: string) => call<Me>('POST', '/api/sign-in', { email, password }),
  createAccount: (invitation: string, name: string, email: string, password: string) => call<Me>('POST', '/api/accounts', { invitation, name, email, password }),
  changePassword: (old: string, next: string) => call<Me>('POST', '/api/password', { old, new: next }),
  account: () => call<Account>('GET', '/api/account'),
  changeEmail: (email: string) => call<{ email: string, isSent: boolean }>('POST', '/api/account/email', { email }),
  confirmEmail: (token: string) => call<{ email: string }>('POST', '/api/account/email/confirm', { token }),
  linkLogin: (id: string) => call<{ address: string }>('POST', `/api/account/logins/${id}`, {}),
  unlinkLogin: (id: string) => call<void>('DELETE', `/api/account/logins/${id}`),
  passkeyToAdd: () => call<Asked<PublicKeyCredentialCreationOptionsJSON>>('POST', '/api/passkeys/challenge'),
  addPasskey: (challenge: string, name: string, credential: PublicKeyCredentialJSON) => call<Passkey>('POST', '/api/passkeys', { challenge, name, credential }),
  renamePasskey: (id: string, name: string) => call<void>('PUT', `/api/passkeys/${id}`, { name }),
  removePasskey: (id: string) => call<void>('DELETE', `/api/passkeys/${id}`),
  passkeyToSignIn: () => call<Asked<PublicKeyCredentialRequestOptionsJSON>>('POST', '/api/sign-in/passkey/challenge'),
  signInByPasskey: (challenge: string, credential: PublicKeyCredentialJSON) => call<Me>('POST', '/api/sign-in/passkey', { challenge, credential }),
  waysIn: () => call<WaysIn>('GET', '/api/sign-in'),
  forgotten: (email: string) => call<void>('POST', '/api/password/forgotten', { email }),
  lookAtPasswordLink: (token: string) => call<{ name: string, email: string }>('POST', '/api/password/look', { token }),
  resetPassword: (token: string, password: string) => call<Me>('POST', '/api/password/reset', { token, password }),
  lookAtInvitation: (token: string) => call<Offer>('POST', '/api/invitations/look', { token }),
  redeemInvitation: (token: string) => call<Me>('POST', '/api/invitations/redeem', { token }),
  site: (find: string) => call<{ invitations: Invitation[], people: SitePerson[], found: number }>('GET', `/api/site${find ? `?${new URLSearchParams({ find })}` : ''}`),
  invite: (id: string, role: SiteRole, uses: number, days: number) => call<Invitation>('POST', '/api/site/invitations', { id, role, uses, days }),
  revoke: (id: string) => call<void>('DELETE', `/api/site/invitations/${id}`),
  block: (id: string, blocked: boolean) => call<void>('POST', `/api/site/people/${id}/block`, { blocked }),
  passwordLink: (id: string) => call<{ token: string }>('POST', `/api/site/people/${id}/password-link`, {}),
  signOut: () => call<void>('POST', '/api/sign-out', {}),
  signOutElsewhere: () => call<void>('POST', '/api/sign-out/elsewhere', {}),
  rooms: () => call<VisitedRoom[]>('GET', '/api/rooms'),
  createRoom: (kind: 'workspace' | 'group', title: string, deliverable: string | undefined, id = newId()) => lasting(() => call<Room>('POST', '/api/rooms', { id, kind, title, deliverable })),
  room: (room: string) => call<Room>('GET', `/api/rooms/${room}`),
  redeem: (room: string, token: string) => call<Room>('POST', `/api/rooms/${room}/redeem`, { token }),
  people: (room: string) => call<PersonCard[]>('GET', `/api/rooms/${room}/people`),
  voice: (room: string) => call<Voice>('GET', `/api/rooms/${room}/voice`),
  authors: (document: string) => call<AuthorsReply>('GET', `/api/documents/${document}/authors`),
  exported: (document: string, format: 'markdown' | 'html') => call<void>('POST', `/api/documents/${document}/exports`, { format }),
  command: (room: string, command: Command, id = newId()) =>
    lasting(() => call<{ sequence: number, token: string | null }>('POST', `/api/rooms/${room}/commands`, { id, command })),
  image: (room: string, file: Blob) => call<{ url: string, width: number, height: number }>('POST', `/api/rooms/${room}/images`, file),
}

/** One request; a refusal is a `Problem`. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let answer: Response
  try {
    const isFile = body instanceof Blob
    answer = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': isFile ? body.type || 'application/octet-stream' : 'application/json' },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    })
  } catch {
    throw new Problem('offline', method === 'GET' ? 'The server is out of reach.' : 'The server is out of reach. Nothing was changed; try it again in a moment.')
  }
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T
  const problem = await answer.json().catch(() => ({})) as { code?: string, detail?: string, title?: string }
  throw new Problem(problem.code ?? `http-${answer.status}`, problem.detail ?? problem.title ?? 'That did not work.')
}

/** Tries again what the network or the store keeps from working; safe, since the id stays the same. */
export async function lasting<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await act()
    } catch (error) {
      const passes = error instanceof Problem && (error.code === 'offline' || error.code === 'storage-unavailable')
      if (!passes || tries === 3) throw error
      await new Promise(resolve => setTimeout(resolve, 400 * 2 ** tries))
    }
  }
}

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), character => character.charCodeAt(0))
export const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

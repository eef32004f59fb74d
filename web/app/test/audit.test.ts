import { expect, test } from 'vitest'
import { rest, say, type AuditEntry, type AuditKind } from '../src/lib/audit.js'

const ada = { id: 'a', name: 'Ada', colour: 1 }
const lea = { id: 'l', name: 'Lea', colour: 2 }
const entry = (kind: AuditKind, more: Partial<AuditEntry> = {}): AuditEntry =>
  ({ id: 'e', at: '2026-11-27T17:00:00Z', kind, by: ada, on: null, place: null, title: null, detail: null, address: null, login: null, ...more })
const words = (kind: AuditKind, more?: Partial<AuditEntry>): string => Object.values(say(entry(kind, more))).join(' ')

test('an entry says who did what, to whom', () => {
  expect(words('account-blocked', { on: lea })).toBe('Ada blocked Lea')
  expect(words('right-set', { on: lea })).toBe('Ada changed what Lea may do in a room')
  expect(words('right-set')).toBe('Ada took a right in a room')
  expect(words('sign-in-failed', { by: null, on: lea })).toBe('Lea was refused at the sign-in')
  expect(words('sign-in-failed', { by: null })).toBe('Somebody was refused at the sign-in')
  expect(words('work-opened', { by: { ...ada, name: '' } })).toBe('Somebody whose account is gone opened the work of a group')
})

test('what else matters stands behind it', () => {
  expect(rest(entry('link-made', { place: 'workspace/w', title: 'Campaign', detail: 'l1 edit', address: '192.0.2.7' }))).toBe('Campaign · l1 edit · 192.0.2.7')
  expect(rest(entry('sign-in-failed', { by: null, login: `email-${'0123456789abcdef'.repeat(4)}` }))).toBe('e-mail 0123456789abcdef…')
})

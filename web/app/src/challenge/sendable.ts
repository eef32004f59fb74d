import type { ChallengeText } from '../lib/challenges.js'

/** An address of the web, with the scheme that people leave out; null for what is none. */
export function addressOf(typed: string): string | null {
  const text = typed.trim()
  if (text === '') return ''
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d/.test(text) ? text : `https://${text}`
  if (/\s/.test(whole) || whole.length > 2_000 || !URL.canParse(whole)) return null
  const { protocol, hostname } = new URL(whole)
  return (protocol === 'https:' || protocol === 'http:') && (hostname.includes('.') || hostname === 'localhost') ? whole : null
}

/**
 * The text as the server takes it, while it is still being written: a line that nobody has begun is left out, one without a name gets one, and an
 * address that is none yet waits. The same text gives the same answer, so that it tells whether there is something to save.
 */
export function sendable(text: ChallengeText): ChallengeText {
  const steps = text.steps.filter(({ title, hint }) => title.trim() || hint.trim())
  const resources = text.resources.filter(({ title, url, note }) => title.trim() || url.trim() || note.trim())
  const used = new Set(steps.map(({ milestoneId }) => milestoneId))
  const milestones = text.milestones.filter(({ id, title, protocol }) => title.trim() || protocol || used.has(id))
  const [isStep, isMilestone] = [new Set(steps.map(({ id }) => id)), new Set(milestones.map(({ id }) => id))]
  return {
    title: text.title.trim() || 'Without a title',
    brief: {
      client: text.brief.client.trim(), purpose: text.brief.purpose.trim(), audience: text.brief.audience.trim(),
      criteria: text.brief.criteria.map(criterion => criterion.trim()).filter(Boolean), due: null,
    },
    outside: text.outside.trim(),
    deliverable: text.deliverable,
    milestones: milestones.map(({ id, title, day, protocol }, i) => ({ id, title: title.trim() || `Milestone ${i + 1}`, day: Math.round(Math.max(0, Math.min(730, Number(day) || 0))), protocol })),
    steps: steps.map(({ id, title, hint, milestoneId }, i) => ({ id, title: title.trim() || `Step ${i + 1}`, hint: hint.trim(), milestoneId: milestoneId && isMilestone.has(milestoneId) ? milestoneId : null })),
    resources: resources.map(({ id, title, url, note, stepIds }, i) => ({
      id, title: title.trim() || addressOf(url)?.slice(0, 200) || `Resource ${i + 1}`, url: addressOf(url) ?? '', note: note.trim(), stepIds: stepIds.filter(step => isStep.has(step)),
    })),
  }
}

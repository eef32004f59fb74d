import { newId } from '../lib/api.js'
import type { ChallengeText, NeededResource, Needs, ReleasedNeed, Resource, StepQuestions } from '../lib/challenges.js'
import { count, wholeOf } from '../lib/words.js'

/** A resource that was drawn on at a step: of the challenge, or one that learners found. */
export interface Drawn { resource: NeededResource, title: string, url: string, groups: number, pulls: number }

/** What was needed at one step; at none, or at steps that the challenge does not have, where the step is null. */
export interface StepNeeds { drawn: Drawn[], /** Meant for the step, and never drawn on there. */ unused: Resource[], found: Drawn[], asked: StepQuestions | null, released: ReleasedNeed[] }

export function needsAt(text: ChallengeText, needs: Needs, step: string | null): StepNeeds {
  const known = new Set(text.steps.map(({ id }) => id))
  const isHere = (id: string | null): boolean => step === null ? id === null || !known.has(id) : id === step
  const all = needs.resources.flatMap((resource): Drawn[] => {
    const uses = resource.steps.filter(use => isHere(use.stepId))
    const own = text.resources.find(({ id }) => id === resource.resourceId)
    if (uses.length === 0 || (resource.resourceId !== null && !own)) return []
    // The same group may have been at several of such steps.
    const groups = step === null ? Math.min(resource.groups, sum(uses, use => use.groups)) : sum(uses, use => use.groups)
    return [{ resource, title: own?.title ?? resource.title, url: own?.url ?? resource.url, groups, pulls: sum(uses, use => use.pulls) }]
  }).sort((a, b) => b.groups - a.groups || b.pulls - a.pulls)
  const asked = needs.questions.filter(({ stepId }) => isHere(stepId))
  return {
    drawn: all.filter(({ resource }) => resource.resourceId !== null),
    unused: step === null ? [] : text.resources.filter(({ id, stepIds }) => stepIds.includes(step) && !all.some(({ resource }) => resource.resourceId === id)),
    found: all.filter(({ resource }) => resource.resourceId === null),
    asked: asked.length === 0 ? null : {
      stepId: step, byGroup: sum(asked, each => each.byGroup), byOthers: sum(asked, each => each.byOthers), closed: sum(asked, each => each.closed), open: sum(asked, each => each.open),
      waitedMs: sum(asked, each => each.waitedMs), longestMs: Math.max(...asked.map(each => each.longestMs)),
    },
    released: needs.released.filter(({ stepId }) => isHere(stepId)),
  }
}

/** Resources of the challenge that nobody drew on at all. */
export const neverDrawn = (text: ChallengeText, needs: Needs): Resource[] => text.resources.filter(({ id, title }) => title.trim() !== '' && !needs.resources.some(({ resourceId }) => resourceId === id))

/** Whether the challenge has what learners found. */
export const isAdopted = (text: ChallengeText, { title, url }: NeededResource): boolean =>
  text.resources.some(own => url === '' ? own.title.trim().toUpperCase() === title.toUpperCase() : trimmed(own.url) === trimmed(url))

/** Takes what learners found into the challenge, at those of its steps where it was drawn on. */
export function adopt(text: ChallengeText, { title, url, steps }: NeededResource): Resource[] {
  const stepIds = text.steps.map(({ id }) => id).filter(id => steps.some(({ stepId }) => stepId === id))
  return [...text.resources, { id: newId(), title, url, note: '', stepIds }]
}

/** "4 asked: 2 answered in the group, 1 by others, 1 waits. They waited 3 hours, the longest 2 days." */
export function askedWords({ byGroup, byOthers, closed, open, waitedMs, longestMs }: StepQuestions): string {
  const answered = byGroup + byOthers
  const parts = [
    byGroup > 0 ? `${byGroup} answered in the group` : '', byOthers > 0 ? `${byOthers} by others` : '', closed > 0 ? `${closed} closed without an answer` : '', open > 0 ? `${open} ${open === 1 ? 'waits' : 'wait'}` : '',
  ].filter(Boolean)
  const waits = answered === 0 ? '' : answered === 1 ? ` It waited ${waitWords(longestMs)}.` : ` An answer took ${waitWords(waitedMs / answered)}, at most ${waitWords(longestMs)}.`
  return `${count(answered + closed + open, 'question')}: ${parts.join(', ')}.${waits}`
}

export function waitWords(ms: number): string {
  const whole = wholeOf(ms)
  return whole ? count(whole[0], whole[1]) : 'less than a minute'
}

const trimmed = (url: string): string => url.trim().replace(/\/+$/, '')
const sum = <T>(parts: readonly T[], of: (part: T) => number): number => parts.reduce((all, part) => all + of(part), 0)

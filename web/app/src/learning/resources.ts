import type { Pull, Resource } from '../room/model.js'

/** What belongs to a step first, then the others; in each what was added last stands last. */
export function resourcesFor(resources: readonly Resource[], stepId: string | null): { here: Resource[], others: Resource[] } {
  const here = resources.filter(({ stepIds }) => stepId !== null && stepIds.includes(stepId))
  return { here, others: resources.filter(resource => !here.includes(resource)) }
}

/** Those that have all of the words, in their titles first. */
export function search(resources: readonly Resource[], query: string): Resource[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const has = (text: string): boolean => words.every(word => text.toLocaleLowerCase().includes(word))
  const found = resources.filter(({ title, note, url }) => has(`${title} ${note} ${url}`))
  return [...found.filter(({ title }) => has(title)), ...found.filter(({ title }) => !has(title))]
}

/** The part of an address that says whose it is. */
export const hostOf = (url: string): string => URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : ''

/** Who drew on a resource, last first, each with where they did. */
export function pullsOf(pulls: readonly Pull[], resourceId: string): Pull[] {
  return pulls.filter(pull => pull.resourceId === resourceId).reverse()
}

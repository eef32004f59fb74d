/** One line of the list of all actions. */
export interface Action { group: string, name: string, keys?: string | undefined, do: () => void }

/** Light, dark, or as the system has it. */
type Choice = 'system' | 'light' | 'dark'
export const themeWords: Record<Choice, string> = { system: 'as your system', light: 'light', dark: 'dark' }

const KEY = 'reallearning-theme'

class Theme {
  choice = $state<Choice>((localStorage.getItem(KEY) as Choice | null) ?? 'system')

  constructor() { this.apply() }

  next(): void {
    this.choice = this.choice === 'system' ? 'light' : this.choice === 'light' ? 'dark' : 'system'
    localStorage.setItem(KEY, this.choice)
    this.apply()
  }

  private apply(): void {
    if (this.choice === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = this.choice
  }
}

export const theme = new Theme()

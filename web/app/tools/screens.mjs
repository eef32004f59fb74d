/** The screens of which there are pictures: who looks, where, and what they do first. `full`: the whole page, not what a window shows of it. */
const click = (role, name) => page => page.getByRole(role, { name }).first().click()

const PERSONA = [['.block-portrait .content', ['Lena, 31, who packed boxes every second Saturday']], ['.block-section .content p', [
  'A nurse in Dock Street, with twins of one year.', 'To be useful for two hours without promising a year.', 'A list to sign, and shifts of half a day.', 'The group of her street, and whom she packed with.', '“I would come if it were just this Saturday.”']]]
const REPORT = [['.block-section .content p', ['Why do people who came once not come again?', 'Three of four who stopped did so when shifts became longer.', 'Offer two hours, and count who comes back.']],
  ['td p', ['2023', '40', '2024', '18', '2025', '11']]]

export const screens = [
  { name: 'sign-in', at: '/' },
  { name: 'forgotten', at: '/', act: click('button', 'Forgotten your password?') },
  { name: 'sign-in-refused', at: '/', act: async page => {
    await page.getByLabel('E-mail').fill('maya@example.org')
    await page.getByLabel('Password', { exact: true }).fill('not the right one')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
  } },
  { name: 'invitation', at: ({ invitation }) => `/invitation#${invitation}` },
  { name: 'invitation-ended', at: '/invitation#gone' },
  { name: 'password', at: ({ password }) => `/password#${password}` },
  { name: 'today-learner', as: 'maya', at: '/', full: true },
  { name: 'today-other', as: 'amina', at: '/', full: true },
  { name: 'today-tutor', as: 'tessa', at: '/', full: true },
  { name: 'today-client', as: 'rosa', at: '/', full: true },
  { name: 'today-new', as: 'ines', at: '/', full: true },
  { name: 'palette', as: 'maya', at: '/', act: async page => { await page.keyboard.press('Control+k') } },
  { name: 'workspace', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: text },
  { name: 'workspace-full', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: text, full: true },
  { name: 'workspace-resources', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: tab('Resources') },
  { name: 'workspace-questions', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: tab('Questions') },
  { name: 'workspace-authors', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: async page => {
    await text(page)
    await page.keyboard.press('Control+Alt+h')
    await page.getByTestId('authors').waitFor()
    await page.getByText('Two hours are enough: come once').evaluate(node => scrollTo(0, node.getBoundingClientRect().top - 320))
  } },
  { name: 'workspace-calendar', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: async page => { await page.getByTestId('view-switch').getByRole('button', { name: 'Calendar' }).click(); await page.getByTestId('view-switch').evaluate(node => scrollTo(0, node.getBoundingClientRect().top - 80)) } },
  { name: 'workspace-step', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: async (page, { size }) => {
    if (size === 'phone') await page.getByRole('button', { name: 'Plan' }).click()
    await page.getByText('Write three posts').first().click()
  } },
  { name: 'workspace-freeze', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: async (page, { size }) => {
    if (size === 'phone') await page.getByRole('button', { name: 'Drafts' }).click()
    await page.getByRole('button', { name: size === 'phone' ? 'Freeze a draft' : 'Freeze for critique' }).last().click()
  } },
  { name: 'workspace-show', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: async (page, { size }) => {
    if (size === 'phone') await page.getByRole('button', { name: 'Drafts' }).click()
    await page.getByRole('button', { name: 'Show the client' }).last().click()
  } },
  { name: 'workspace-keys', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: async page => { await page.getByTestId('editor').first().waitFor(); await page.keyboard.press('?') } },
  { name: 'workspace-palette', as: 'maya', at: ({ workspace }) => `/${workspace}`, act: async page => { await page.getByTestId('editor').first().waitFor(); await page.keyboard.press('Control+k') } },
  { name: 'persona', as: 'maya', at: ({ persona }) => `/${persona}`, act: written(PERSONA) },
  { name: 'report', as: 'maya', at: ({ report }) => `/${report}`, act: written(REPORT) },
  { name: 'draft', as: 'maya', at: ({ workspace }) => `/${workspace}/snapshot-demo-draft` },
  { name: 'session', as: 'jonas', at: '/session/pictures' },
  { name: 'group', as: 'maya', at: ({ group }) => `/${group}`, full: true },
  { name: 'group-meeting', as: 'maya', at: ({ group }) => `/${group}`, act: click('button', /Schedule a meeting|Add/), full: true },
  { name: 'group-voices', as: 'maya', at: ({ group }) => `/${group}`, act: async page => { await page.getByTestId('voices').getByText('Your voice').click(); await page.getByTestId('voices').getByRole('img').first().waitFor() }, full: true },
  { name: 'confidence', as: 'maya', at: '/confidence', full: true },
  { name: 'cohort-learner', as: 'maya', at: ({ cohort }) => `/cohort/${cohort}`, full: true },
  { name: 'cohorts', as: 'tessa', at: '/cohorts' },
  { name: 'cohort', as: 'tessa', at: ({ cohort }) => `/cohort/${cohort}`, full: true },
  { name: 'cohort-sure', as: 'tessa', at: ({ cohort }) => `/cohort/${cohort}`, act: async page => { await page.getByText('How sure learners feel').click() }, full: true },
  { name: 'cohort-arrange', as: 'tessa', at: ({ cohort }) => `/cohort/${cohort}`, act: click('button', /Shuffle|Mix|Arrange/) },
  { name: 'cohort-give', as: 'tessa', at: ({ cohort }) => `/cohort/${cohort}`, act: click('button', /Give/) },
  { name: 'cohort-client', as: 'rosa', at: ({ cohort }) => `/cohort/${cohort}`, full: true },
  { name: 'challenges', as: 'tessa', at: '/challenges' },
  { name: 'challenge', as: 'tessa', at: ({ challenge }) => `/challenge/${challenge}`, full: true },
  { name: 'challenge-needed', as: 'tessa', at: ({ challenge }) => `/challenge/${challenge}`, act: click('button', 'What groups needed') },
  { name: 'challenge-learner', as: 'tessa', at: ({ challenge }) => `/challenge/${challenge}`, act: click('button', 'See it as a learner'), full: true },
  { name: 'submission', as: 'rosa', at: '/', act: async page => { await page.getByTestId('shown').getByRole('link').first().click(); await page.getByTestId('review').or(page.getByLabel('What should change?')).first().waitFor() }, full: true },
  { name: 'account', as: 'ines', at: '/account', full: true },
  { name: 'people', as: 'ines', at: '/site', full: true },
  { name: 'audit', as: 'ines', at: '/site/audit' },
  { name: 'unknown', as: 'maya', at: '/nowhere' },
  { name: 'unknown-room', as: 'maya', at: '/workspace/nowhere' },
]

/** Writes the first time it is looked at: into each place the words that are for it. */
function written(all) {
  return async page => {
    await page.locator(all[0][0]).first().waitFor()
    for (const [places, words] of all) {
      for (const [i, line] of words.entries()) {
        const place = page.locator(places).nth(i)
        if ((await place.innerText()).includes(line)) continue
        await place.click()
        await page.keyboard.type(line)
      }
    }
    await page.getByTestId('save-state').getByText(/Saved/).waitFor()
    await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0) })
  }
}

async function text(page) {
  await page.getByText('Two hours are enough: come once').waitFor()
  await page.locator('.collaboration-carets__caret').first().waitFor({ state: 'attached' })
}

function tab(name) {
  return async (page, { size }) => {
    await text(page)
    if (size === 'phone') await page.getByRole('button', { name: /Comments/ }).last().click()
    await page.getByRole('tab', { name }).click()
  }
}

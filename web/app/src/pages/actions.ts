import type { Side } from '../learning/side.svelte.js'
import type { EditorApi } from '../editor/types.js'
import { session } from '../lib/session.svelte.js'
import { theme, themeWords } from '../lib/theme.svelte.js'
import type { Action } from '../ui/action.js'
import { short } from '../shell/go.js'
import type { Room } from '../room/room.svelte.js'

export interface Doors {
  take: (format: 'markdown' | 'html') => void
  share: () => void
  freeze?: (() => void) | undefined
  show?: (() => void) | undefined
  comments?: (() => void) | undefined
  keys: () => void
  go: (path: string) => void
  /** Places outside this room. */
  places: Action[]
}

/** Every action and every place that a room's page has, in the order in which they are looked for. */
export function actionsOf(room: Room, editor: EditorApi | null, side: Side | null, doors: Doors): Action[] {
  const [kind, id] = room.key.split('/')
  const text = (editor?.actions() ?? []).map(action => ({ group: 'Text', ...action }))
  const here: Action[] = [
    { group: 'This room', name: room.mayFacilitate ? 'Share with somebody' : 'People of this room', do: doors.share },
    ...(doors.freeze ? [{ group: 'This room', name: 'Freeze for critique', do: doors.freeze }] : []),
    ...(doors.show ? [{ group: 'This room', name: 'Show the client', do: doors.show }] : []),
    ...(doors.comments ? [{ group: 'This room', name: 'Comments', do: doors.comments }] : []),
    ...(editor ? [
      { group: 'This room', name: 'Export as Markdown', do: () => doors.take('markdown') },
      { group: 'This room', name: 'Export as HTML', do: () => doors.take('html') },
    ] : []),
  ]
  const places: Action[] = [
    ...(editor?.headings() ?? []).map(({ text: name, go }) => ({ group: 'In this text', name, do: go })),
    ...(room.model?.workspaceId ? [{ group: 'Of this room', name: 'The workspace of this session', do: () => doors.go(`/workspace/${room.model!.workspaceId}`) }] : []),
    ...(room.model?.sessions ?? []).map(({ id: sitting, title }) => ({ group: 'Critique sessions of this work', name: title, do: () => doors.go(`/session/${sitting}`) })),
    ...(kind === 'workspace' ? room.model?.snapshots ?? [] : []).map(({ id: snapshot, title }) => ({ group: 'Frozen drafts', name: `${title}, frozen`, do: () => doors.go(`/workspace/${id}/snapshot-${snapshot}`) })),
    ...(side ? side.openQuestions.map(({ id: question, text: name }) => ({ group: 'Questions of this work', name: short(name), do: () => { void side.showQuestion(question) } })) : []),
    ...doors.places,
  ]
  const rest: Action[] = [
    { group: 'The app', name: 'Keys', keys: '?', do: doors.keys },
    { group: 'The app', name: `Colours: ${themeWords[theme.choice]} now, another`, do: () => theme.next() },
    { group: 'The app', name: 'Sign out', do: () => { void session.signOut() } },
  ]
  return [...here, ...text, ...places, ...rest]
}

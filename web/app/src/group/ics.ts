import type { Meeting } from '../room/model.js'

/** Meetings as a calendar file, RFC 5545: times are UTC, so that every calendar shows them in its own zone. */

const LINE_MAX = 75
const octets = new TextEncoder()

/** `host` makes the ids unique in the world; a calendar that takes a file again changes what it has by them. */
export function toIcs(meetings: readonly Meeting[], group: string, host: string, now: number): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//RealLearning//Group schedule//EN', 'CALSCALE:GREGORIAN', `X-WR-CALNAME:${text(group)}`]
  for (const meeting of meetings) {
    lines.push(
      'BEGIN:VEVENT',
      `UID:${meeting.id}@${host}`,
      `DTSTAMP:${instant(now)}`,
      `DTSTART:${instant(meeting.start)}`,
      `DURATION:PT${meeting.minutes}M`,
      `SEQUENCE:${meeting.moves + (meeting.cancelledAt === null ? 0 : 1)}`,
      `STATUS:${meeting.cancelledAt === null ? 'CONFIRMED' : 'CANCELLED'}`,
      `SUMMARY:${text(`${meeting.title} (${group})`)}`,
      ...(meeting.place ? [`LOCATION:${text(meeting.place)}`] : []),
      ...(meeting.url ? [`URL:${new URL(meeting.url).href}`] : []),
      'END:VEVENT',
    )
  }
  return `${[...lines, 'END:VCALENDAR'].map(fold).join('\r\n')}\r\n`
}

const instant = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')

/** Control characters have no place in a text. */
const text = (value: string): string =>
  value.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')

/** No line is longer than 75 octets; what goes on stands in the next behind a space. Characters stay whole. */
function fold(line: string): string {
  const folded: string[] = []
  let [part, length] = ['', 0]
  for (const character of line) {
    const size = octets.encode(character).length
    if (length + size > LINE_MAX) {
      folded.push(part)
      ;[part, length] = [' ', 1]
    }
    part += character
    length += size
  }
  return [...folded, part].join('\r\n')
}

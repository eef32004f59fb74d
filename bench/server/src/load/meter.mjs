// What the server, this process and everybody else used, from /proc. A process' time there is exact to 10 ms.
import fs from 'node:fs'
import { round } from './histogram.mjs'

const ticksPerS = 100
const pageKB = 4

export class Meter {
  constructor (pid) { this.pid = pid }

  read () {
    return { at: performance.now(), server: processS(this.pid), self: processS(process.pid), machine: machineS(), rssMB: rssMB(this.pid) }
  }

  /** The window from a reading until now. `foreignPercent` is of one core: what neither the server nor this process used. */
  since (then) {
    const now = this.read()
    const seconds = (now.at - then.at) / 1000
    const server = now.server - then.server
    const self = now.self - then.self
    const foreign = now.machine - then.machine - server - self
    return {
      seconds: round(seconds),
      serverCpuS: round(server),
      loadPercent: round(100 * self / seconds, 1),
      foreignPercent: round(Math.max(0, 100 * foreign / seconds), 1),
      rssMB: round(now.rssMB, 1)
    }
  }
}

const processS = pid => {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (+fields[11] + +fields[12]) / ticksPerS // utime and stime
}

const rssMB = pid => +fs.readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1] * pageKB / 1024

/** All cores together: user, nice, system, interrupts and what a hypervisor took. */
const machineS = () => {
  const [, user, nice, system, , , irq, softirq, steal] = fs.readFileSync('/proc/stat', 'latin1').split('\n')[0].split(/\s+/).map(Number)
  return (user + nice + system + irq + softirq + steal) / ticksPerS
}

// One scenario against one server that runs already; prints one line of JSON.
//   node main.mjs '{"server": …, "scenario": …, "port": …, "pid": …, "seed": …}'
import { scenarios } from '../scenarios.mjs'
import { servers } from '../servers.mjs'
import { Meter } from './meter.mjs'
import { flood } from './flood.mjs'
import { idle } from './idle.mjs'
import { storm } from './storm.mjs'
import { typing } from './typing.mjs'

const kinds = { flood, idle, storm, typing }
const { server, scenario, port, pid, seed } = JSON.parse(process.argv[2])
const chosen = scenarios[scenario]
const result = await kinds[chosen.kind]({ speech: servers[server].speech(), port, meter: new Meter(pid), scenario: chosen, seed })
console.log(JSON.stringify({ server, scenario, seed, ...result, failures: result.failures.length, failure: result.failures[0] }))
process.exit(0)

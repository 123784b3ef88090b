// GET /v1/available-places as a lean Node service: the same query on the same database, the same JSON, one
// process for each core. It checks no token and no role. Everything it needs comes from the environment:
// SOCKET, SCHEMA, SQL, VALUES (a JSON list of the query's parameters; "after" stands for the place that the page
// begins after), PORT_FILE (where it writes the port that it listens on), PROCESSES and CONNECTIONS (of each).
import cluster from 'node:cluster'
import fs from 'node:fs'
import Fastify from 'fastify'
import mysql from 'mysql2/promise'

const KINDS = ['young-person', 'status-holder', 'student']
const FOREVER = '9999-12-31'

const uuid = (bytes) => {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

// The columns of the query, by position.
function availablePlace(row) {
  const place = {
    placeId: uuid(row[0]),
    placeName: row[10],
    unitId: uuid(row[5]),
    unitName: row[15],
    facilityId: uuid(row[6]),
    facilityName: row[16],
    programmeId: row[8],
    providerId: uuid(row[7]),
    providerName: row[17],
    district: row[9],
    rentCents: row[11],
    furnished: row[12] !== 0,
    accessible: row[13] !== 0,
    selfContained: row[14] !== 0,
    freeFrom: row[3]
  }
  if (row[4] !== FOREVER) place.freeUntil = row[4]
  place.expected = row[1] !== 0
  place.unitResidents =
    row[18] > 1 ? KINDS.map((kind, i) => ({ residentKind: kind, count: row[19 + i] })) : []
  return place
}

async function serve() {
  const pool = mysql.createPool({
    socketPath: process.env.SOCKET,
    user: 'root',
    database: process.env.SCHEMA,
    connectionLimit: Number(process.env.CONNECTIONS),
    dateStrings: true,
    rowsAsArray: true
  })
  const values = JSON.parse(process.env.VALUES)
  const app = Fastify()
  app.get('/v1/available-places', async (request) => {
    const after = Buffer.from(request.query.after.replaceAll('-', ''), 'hex')
    const [rows] = await pool.execute(
      process.env.SQL,
      values.map((value) => (value === 'after' ? after : value))
    )
    const page = rows.slice(0, Number(request.query.pageSize)).map(availablePlace)
    return { availablePlaces: page, nextPageToken: page.length < rows.length ? page.at(-1).placeId : '' }
  })
  await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 0) })
  return app.server.address().port
}

if (cluster.isPrimary) {
  let listening = 0
  cluster.on('listening', (_, address) => {
    listening += 1
    if (listening === Number(process.env.PROCESSES)) {
      fs.writeFileSync(`${process.env.PORT_FILE}.new`, String(address.port))
      fs.renameSync(`${process.env.PORT_FILE}.new`, process.env.PORT_FILE)
    }
  })
  for (let i = 0; i < Number(process.env.PROCESSES); i++) cluster.fork()
} else {
  await serve()
}

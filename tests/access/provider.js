// An OpenID provider on 127.0.0.1 that gives JWT access tokens to clients for themselves (RFC 6749 4.4, RFC 8707).
//
//   node provider.js FOLDER [PORT]
//
// FOLDER/keys.json holds its private keys, one of each algorithm, and is made when it is not there. With
// FOLDER/server.crt and server.key it speaks TLS. Once it listens it writes {"address": …} to FOLDER/provider.json.
//
// The client's id says what its tokens say: "jit-coordinator", "duwo", "two-hats", "nobody". The resource that it
// asks for says how the token is made: https://boulevard.test/<algorithm>, /elsewhere for another audience,
// /short-lived for one of two seconds.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { join } from 'node:path';
import Provider from 'oidc-provider';

const folder = process.argv[2];
const port = Number(process.argv[3] ?? 0);
const file = (name) => join(folder, name);

const kinds = {
  RS256: ['rsa', { modulusLength: 2048 }],
  PS256: ['rsa', { modulusLength: 2048 }],
  ES256: ['ec', { namedCurve: 'P-256' }],
  EdDSA: ['ed25519', {}],
};

const claims = {
  'jit-coordinator': { realm_access: { roles: ['offline_access', 'jit-coordinator'] } },
  duwo: { realm_access: { roles: ['housing-partner'] }, organisation: '0190a000-0000-7000-8000-000000000001' },
  'two-hats': { realm_access: { roles: ['jit-coordinator', 'housing-partner'] } },
  nobody: { realm_access: { roles: ['offline_access'] } },
};

function keys() {
  if (!existsSync(file('keys.json'))) {
    const made = Object.entries(kinds).map(([alg, [kind, options]]) => ({
      ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }),
      alg,
      kid: randomUUID(),
      use: 'sig',
    }));
    writeFileSync(file('keys.json'), JSON.stringify({ keys: made }));
  }
  return JSON.parse(readFileSync(file('keys.json'), 'utf8'));
}

function resourceServer(_ctx, resource) {
  const kind = new URL(resource).pathname.slice(1);
  return {
    scope: '',
    audience: kind === 'elsewhere' ? 'elsewhere' : 'boulevard-api',
    accessTokenFormat: 'jwt',
    accessTokenTTL: kind === 'short-lived' ? 2 : 600,
    jwt: { sign: { alg: kind in kinds ? kind : 'RS256' } },
  };
}

const tls = existsSync(file('server.crt'));
const server = tls
  ? createHttps({ cert: readFileSync(file('server.crt')), key: readFileSync(file('server.key')) })
  : createHttp();

server.listen(port, '127.0.0.1', () => {
  const address = `127.0.0.1:${server.address().port}`;
  const provider = new Provider(`${tls ? 'https' : 'http'}://${address}`, {
    clients: Object.keys(claims).map((id) => ({
      client_id: id,
      client_secret: 'no secret',
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    jwks: keys(),
    enabledJWA: { idTokenSigningAlgValues: Object.keys(kinds) },
    extraTokenClaims: (_ctx, token) => claims[token.clientId],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: true, getResourceServerInfo: resourceServer },
    },
    ttl: { ClientCredentials: (_ctx, token) => token.resourceServer.accessTokenTTL },
  });
  server.on('request', provider.callback());
  writeFileSync(file('provider.json.new'), JSON.stringify({ address }));
  renameSync(file('provider.json.new'), file('provider.json'));
});

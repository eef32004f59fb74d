// An organisation of people who are made up as they sign in: whoever writes "lea" is lea@school.example; the address of "unverified-…" is not verified, "nameless-…" has no name.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'real-learning', client_secret: 'a secret of the organisation', redirect_uris: ['http://127.0.0.1/'] }],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id, email: `${id}@school.example`, email_verified: !id.startsWith('unverified'), ...(id.startsWith('nameless') ? {} : { name: `${id} of the school` }),
      }),
    }),
    // Who signs in has agreed.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    features: { devInteractions: { enabled: true } },
  })
  // The servers of the tests listen wherever there is room.
  provider.Client.prototype.redirectUriAllowed = uri => /^http:\/\/(127\.0\.0\.1|localhost):\d+\/api\/sign-in\/openid\/school\/callback$/.test(uri)
  server.on('request', provider.callback())
  console.log(issuer)
})

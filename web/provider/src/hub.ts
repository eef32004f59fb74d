import { DefaultHttpClient, HttpError, HubConnectionBuilder, LogLevel, NullLogger, type HttpRequest, type HttpResponse } from '@microsoft/signalr'
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack'
import type { Hub } from './wire.js'

/** Whoever called is not known to the server. */
export class NotSignedInError extends Error {}

/** SignalR's connection to the hub. What its error leaves out, it says: whether the server does not know who calls. */
export function newHub(url: string, token?: () => string | Promise<string>): Hub {
  const http = new NotingHttpClient(NullLogger.instance)
  const hub = new HubConnectionBuilder()
    .withUrl(url, { httpClient: http, ...(token ? { accessTokenFactory: async () => await token() } : {}) })
    .withHubProtocol(new MessagePackHubProtocol())
    .configureLogging(LogLevel.None)
    .build()
  return {
    start: () => hub.start().catch(error => { throw http.isStranger ? new NotSignedInError('The server does not know who calls.', { cause: error }) : error }),
    stop: () => hub.stop(),
    invoke: (method, ...args) => hub.invoke(method, ...args),
    send: (method, ...args) => hub.send(method, ...args),
    on: (method, handler) => hub.on(method, handler as (...args: unknown[]) => void),
    onclose: handler => hub.onclose(handler),
  }
}

class NotingHttpClient extends DefaultHttpClient {
  isStranger = false

  override async send(request: HttpRequest): Promise<HttpResponse> {
    try {
      return await super.send(request)
    } catch (error) {
      if (error instanceof HttpError && error.statusCode === 401) this.isStranger = true
      throw error
    }
  }
}

import { LiveConnection } from '@reallearning/provider'

/** This page's one line to the server, for all its documents. */
export const connection = new LiveConnection('/live')

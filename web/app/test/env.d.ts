/** Of the program that runs the tests. */
declare const process: { env: Record<string, string | undefined> }

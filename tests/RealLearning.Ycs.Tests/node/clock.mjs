// A clock and a timer that the tests move. To be imported first: lib0 keeps the function that it finds.
const now = Date.now
export const clock = { now: null }
Date.now = () => clock.now ?? now()

/** Runs a task now when nothing ran lately, else with the next frame of the screen; a timer stands in where a hidden tab gets no frames. */
export class Frames {
  private timer: ReturnType<typeof setTimeout> | undefined
  private frame: number | undefined
  private last = -Infinity

  constructor(private readonly task: () => void, private readonly frameMs = 50) {}

  request(): void {
    if (this.timer !== undefined) return
    if (performance.now() - this.last > this.frameMs) return this.run()
    this.timer = setTimeout(() => this.run(), this.frameMs)
    if (typeof requestAnimationFrame === 'function') this.frame = requestAnimationFrame(() => this.run())
  }

  /** Runs what is requested at once. */
  flush(): void {
    if (this.timer !== undefined) this.run()
  }

  cancel(): void {
    clearTimeout(this.timer)
    if (this.frame !== undefined && typeof cancelAnimationFrame === 'function') cancelAnimationFrame(this.frame)
    this.timer = this.frame = undefined
  }

  private run(): void {
    this.cancel()
    this.last = performance.now()
    this.task()
  }
}

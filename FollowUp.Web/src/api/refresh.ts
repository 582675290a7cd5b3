/**
 * Gathers many calls into one act, and begins the next only when the last is through: with changes faster than the answers, each act
 * would otherwise cancel the one before it, and nothing would ever show.
 */
export function oneAtATime(act: () => Promise<unknown>, gatherMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isActing = false
  let isAsked = false
  const run = async () => {
    timer = undefined
    isActing = true
    isAsked = false
    await act()
    isActing = false
    if (isAsked) ask()
  }
  const ask = () => {
    isAsked = true
    if (!isActing) timer ??= setTimeout(() => void run(), gatherMs)
  }
  return { ask, stop: () => clearTimeout(timer) }
}

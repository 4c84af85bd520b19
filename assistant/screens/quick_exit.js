// Hides everything at once, and leaves as soon as what was typed is safe: at the latest after LATEST milliseconds.

const QUICKLY = 800, LATEST = 1500
const exits = new WeakMap()

export default function ({ parentElement }) {
  let exit = exits.get(parentElement)
  if (!exit) exits.set(parentElement, (exit = { before: 0 }))

  function leave() {
    window.__leavingAtOnce = true
    document.documentElement.style.visibility = "hidden"
    document.title = ""
    const words = { waiting: false } // whoever holds unsaved words says so
    window.dispatchEvent(new CustomEvent("leavingatonce", { detail: words }))
    const gone = () => window.location.replace("about:blank")
    if (!words.waiting) return gone()
    window.addEventListener("wordsaresafe", gone, { once: true })
    setTimeout(gone, LATEST)
  }

  function pressed(event) {
    if (event.key !== "Escape") return
    if (event.timeStamp - exit.before < QUICKLY) leave()
    exit.before = event.timeStamp
  }

  parentElement.querySelector("button").onclick = leave
  document.addEventListener("keydown", pressed, true)
  return () => document.removeEventListener("keydown", pressed, true)
}

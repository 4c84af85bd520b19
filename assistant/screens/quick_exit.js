// Leaves before anybody has read on. What was typed is sent off first; nothing waits for an answer.

const QUICKLY = 800
const exits = new WeakMap()

export default function ({ parentElement }) {
  let exit = exits.get(parentElement)
  if (!exit) exits.set(parentElement, (exit = { before: 0 }))

  function leave() {
    window.__leavingAtOnce = true
    window.dispatchEvent(new Event("leavingatonce"))
    document.documentElement.style.visibility = "hidden"
    document.title = ""
    window.location.replace("about:blank")
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

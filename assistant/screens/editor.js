// A page to write on. It owns what is typed: the server gets copies and says when they are safe.
// Nothing is kept in the browser's storage or in the address.

const PAUSE = 1000      // after the last key
const LONGEST = 5000    // while somebody writes without a pause
const PATIENCE = 8000   // for an answer, before we say that there was none and try again

// Words that no server has yet, should the page draw this anew; in memory only, gone with the tab.
const waiting = (window.__unsavedPages ??= new Map())
const pages = new WeakMap()

export default function ({ parentElement, data, setStateValue }) {
  let page = pages.get(parentElement)
  if (!page || page.id !== data.id) {
    page?.leave()
    page = open(parentElement, data)
    pages.set(parentElement, page)
  }
  page.send = (typed) => setStateValue("typed", typed)
  page.hear(data)
  page.listen()
  return () => page.leave()
}

function open(root, data) {
  const find = (name) => root.querySelector(`[name="${name}"]`)
  const title = find("title"), day = find("day"), text = find("text")
  const status = root.querySelector("[role=status]"), share = find("share")
  const kept = waiting.get(data.id)
  const start = kept ?? { title: data.title, on: data.on, text: data.text }
  title.value = start.title
  day.value = start.on
  text.value = start.text
  for (const [name, words] of Object.entries(data.labels)) {
    const place = root.querySelector(`[data-label="${name}"]`)
    if (place) place.textContent = words
  }
  share.hidden = !data.labels.share
  text.placeholder = data.labels.placeholder
  text.maxLength = data.most
  grow()

  // A number that only grows, also over a reload: the newest words always have the highest.
  // Drawn anew with words that are safe, it goes on from their number.
  let sequence = (!kept && data.saved) || Date.now()
  let dirty = Boolean(kept), sent = 0, done = "", pause, longest, patience, listening = false

  const page = { id: data.id, send: () => {}, hear, listen, leave }

  function now() {
    return { id: data.id, sequence, done, title: title.value, on: day.value, text: text.value }
  }

  function changed() {
    sequence = Math.max(sequence + 1, Date.now())
    dirty = true
    waiting.set(data.id, now())
    say("waiting")
    grow()
    clearTimeout(pause)
    pause = setTimeout(flush, PAUSE)
    longest ??= setTimeout(flush, LONGEST)
  }

  function flush(extra) {
    clearTimeout(pause)
    clearTimeout(longest)
    longest = undefined
    if (!dirty && !extra) return
    if (sent === sequence && !extra) return // these very words are on their way
    if (extra) sequence += 1
    hand(extra)
  }

  function hand(extra) {
    sent = sequence
    dirty = true
    clearTimeout(patience)
    patience = setTimeout(unanswered, PATIENCE)
    page.send({ ...now(), ...extra })
  }

  function again() {
    if (!dirty) return
    sequence += 1
    hand()
  }

  function unanswered() {
    if (!dirty) return
    say("failed")
    // First alone: sent in one batch with the words, the wish for a run of the whole page would be dropped.
    window.dispatchEvent(new Event("nobodyanswers"))
    clearTimeout(patience)
    patience = setTimeout(again, PAUSE)
  }

  function hear(news) {
    const order = news.order
    if (order && order.id !== done) {
      done = order.id
      if (order.replace) ({ title: title.value, on: day.value, text: text.value } = order.replace)
      if (order.append) append(order.append)
      changed()
      flush()
    }
    if (news.saved >= sequence) {
      dirty = false
      clearTimeout(patience)
      waiting.delete(data.id)
      say("saved", news.time)
      window.dispatchEvent(new Event("wordsaresafe"))
    } else if (news.failed && news.failed >= sequence) {
      say("failed")
      clearTimeout(patience)
      patience = setTimeout(again, PATIENCE)
    } else if (!dirty && !news.saved) {
      say("fresh")
    }
  }

  function append(words) {
    const before = text.value.trimEnd()
    text.value = (before ? before + "\n\n" : "") + words + "\n"
    text.focus()
    text.setSelectionRange(text.value.length, text.value.length)
    text.scrollTop = text.scrollHeight
  }

  function say(state, time) {
    const words = data.labels[state].replace("{time}", time ?? "")
    status.dataset.state = state
    if (status.textContent !== words) status.textContent = words
  }

  function grow() {
    text.style.height = "auto"
    text.style.height = Math.min(Math.max(text.scrollHeight + 4, 260), window.innerHeight * 0.7) + "px"
  }

  function marked() {
    return text.value.slice(text.selectionStart, text.selectionEnd).trim()
  }

  function selected() {
    share.disabled = !marked()
  }

  function hidden() {
    if (document.visibilityState === "hidden") flush()
  }

  function leaving(event) {
    flush()
    if (dirty && !window.__leavingAtOnce) event.preventDefault()
  }

  const blurred = () => flush()

  function leavingAtOnce(event) {
    flush()
    if (dirty) event.detail.waiting = true
  }

  function listen() {
    if (listening) return
    listening = true
    for (const field of [title, day, text]) {
      field.addEventListener("input", changed)
      field.addEventListener("blur", blurred)
    }
    for (const event of ["select", "keyup", "mouseup"]) text.addEventListener(event, selected)
    share.onclick = () => flush({ passage: marked() })
    document.addEventListener("visibilitychange", hidden)
    window.addEventListener("beforeunload", leaving)
    window.addEventListener("leavingatonce", leavingAtOnce)
    if (dirty) patience = setTimeout(unanswered, PATIENCE)
  }

  function leave() {
    listening = false
    flush()
    for (const timer of [pause, longest, patience]) clearTimeout(timer)
    for (const field of [title, day, text]) {
      field.removeEventListener("input", changed)
      field.removeEventListener("blur", blurred)
    }
    for (const event of ["select", "keyup", "mouseup"]) text.removeEventListener(event, selected)
    document.removeEventListener("visibilitychange", hidden)
    window.removeEventListener("beforeunload", leaving)
    window.removeEventListener("leavingatonce", leavingAtOnce)
  }

  selected()
  if (kept) setTimeout(() => flush({}), 0)
  return page
}

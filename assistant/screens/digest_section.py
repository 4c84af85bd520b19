"""Before we meet: what a mentee wants the mentor to know, picked, put in order and edited, then released."""

import streamlit as st

from assistant.domain.journal import Digest, Point
from assistant.errors import InputError
from assistant.screens import acting, digest_picking, entry, journal_seen, pair_choice, plain, session
from assistant.screens.journal_keeping import OWN
from assistant.screens.literal import literal

MOST = 12


def show() -> None:
    pair = pair_choice.choose(OWN)
    if pair is None:
        st.info(
            "You are in no pair yet. Once you are, you can choose here what your mentor should know before you meet."
        )
        return
    readers = journal_seen.readers(pair)
    st.markdown(
        f"Choose what {literal(readers)} should know before you meet. Only you see this until you release it."
    )
    digest = session.assistant().records.digest(acting.principal(), OWN, pair.id)
    if digest and digest.released_at and not digest.withdrawn_at:
        _released(digest, readers)
        return  # one at a time: what can be read must stay where it can be withdrawn
    if digest is None or digest.withdrawn_at:
        digest = Digest(owner_id=acting.principal().person_id, pair_id=pair.id)
    _points(digest)
    digest_picking.show(pair, digest, save)
    if digest.points:
        _release(digest, readers)


def save(digest: Digest, *points: Point) -> None:
    """With these points after those it has."""
    if len(digest.points) + len(points) > MOST:
        raise InputError(f"At most {MOST} points: a short list is read with more care.")
    put(digest, (*digest.points, *points))


def put(digest: Digest, points: tuple[Point, ...]) -> None:
    fresh = digest.model_copy(update={"points": points})
    session.assistant().records.save_digest(acting.principal(), OWN, fresh)


def _points(digest: Digest) -> None:
    if not digest.points:
        st.info(
            "Nothing is chosen yet. Pick a sentence from a page, an open point, or write one line yourself."
        )
        return
    st.header("What you have chosen", anchor=False)
    for number, point in enumerate(digest.points):
        _point(digest, number, point)


def _point(digest: Digest, number: int, point: Point) -> None:
    form = f"digest.{digest.id}.{number}.{hash(point.text)}"
    words, up, down, away = st.columns([6, 1, 1, 1], vertical_alignment="bottom")
    text = (
        words.text_input(f"Point {number + 1}", point.text, max_chars=500, key=entry.key(form, "text")) or ""
    )
    points = list(digest.points)
    if text.strip() != point.text:
        with entry.saving(form, "Your change is saved. Only you see it."):
            changed = entry.made(Point, {"text": "The point"}, text=text.strip(), entry_id=point.entry_id)
            put(digest, (*points[:number], changed, *points[number + 1 :]))
    for place, label, other in ((up, "Up", number - 1), (down, "Down", number + 1)):
        off = not 0 <= other < len(points)
        if place.button(label, key=entry.key(form, label), disabled=off, help=f"Move point {number + 1}"):
            points[number], points[other] = points[other], points[number]
            with entry.saving(form, "Moved."):
                put(digest, tuple(points))
    if away.button("Remove", key=entry.key(form, "away")):
        with entry.saving(form, "Removed."):
            put(digest, (*points[:number], *points[number + 1 :]))


def _release(digest: Digest, readers: str) -> None:
    st.header(f"What {literal(readers)} will see", anchor=False)
    with st.container(border=True, key="digest_preview"):
        st.markdown(listed(digest))
    form = f"release.{digest.id}"
    use = st.toggle(
        f"The assistant may use these points when it helps {literal(readers)} prepare",
        digest.use_in_drafts,
        key=f"{form}.use",
    )
    if use != digest.use_in_drafts:
        session.assistant().records.save_digest(
            acting.principal(), OWN, digest.model_copy(update={"use_in_drafts": use})
        )
    with st.popover(f"Release it to {literal(readers)}", icon=":material/send:"):
        st.markdown(
            "They can read just this from then on. You can withdraw it; what was read or printed by then "
            "cannot be taken back. A released list is not changed any more: withdraw it to write a new one."
        )
        if st.button("Release it", type="primary", key=entry.key(form, "go")):
            with entry.saving(form, f"Released. {readers} can read it now."):
                session.assistant().records.release_digest(acting.principal(), OWN, digest.id)


def _released(digest: Digest, readers: str) -> None:
    with st.container(border=True, key="digest_released"):
        when = f" on {plain.day(digest.released_at.date())}" if digest.released_at else ""
        st.markdown(f"**{literal(readers)} can read this.** You released it{when}.")
        st.markdown(listed(digest))
        use = "may" if digest.use_in_drafts else "may not"
        st.caption(f"The assistant {use} use these points to prepare your meeting.")
        st.caption("For another meeting, withdraw this list first; then you can write a new one.")
        form = f"withdraw.{digest.id}"
        if st.button("Withdraw it", key=entry.key(form, "go"), icon=":material/undo:"):
            with entry.saving(form, f"Withdrawn. {readers} cannot read it any more."):
                session.assistant().records.withdraw_digest(acting.principal(), OWN, digest.id)


def listed(digest: Digest) -> str:
    return "\n".join(f"- {literal(point.text)}" for point in digest.points)

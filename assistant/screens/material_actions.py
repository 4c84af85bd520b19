"""What a trainer can do with a document: publish it, replace it, withdraw it, delete it."""

from collections.abc import Callable

import streamlit as st

from assistant.domain.material import Material, MaterialStatus
from assistant.screens import acting, entry, material_place, material_publishing, session
from assistant.screens.arriving import Arriving

DRAFT, PUBLISHED = MaterialStatus.DRAFT, MaterialStatus.PUBLISHED
REPLACED, WITHDRAWN = MaterialStatus.REPLACED, MaterialStatus.WITHDRAWN

PATIENCE = 3.0
"""Seconds that the page waits for a change."""

WHAT_WITHDRAWING_DOES = (
    "Nobody finds it any more from now on. Drafts that quote it keep their quote and say that it was withdrawn. "
    "You can publish it again."
)
WHAT_DELETING_DOES = (
    "All its versions and all their words are deleted for good. Drafts that quote it keep their quote."
)
WHAT_DELETING_A_DRAFT_DOES = "This version and its words are deleted for good. You can add the file again."


def show(material: Material) -> None:
    with st.container(horizontal=True):
        if material.status in (DRAFT, WITHDRAWN):
            _publish(material)
        if material.status is DRAFT and st.button("Not now", key="material.later"):
            material_place.go_back()
        if material.status in (PUBLISHED, WITHDRAWN):
            _replace(material)
        if material.status is PUBLISHED:
            _confirmed(
                "Withdraw", WHAT_WITHDRAWING_DOES, "Withdraw it", "It is withdrawn.", _withdraw, material
            )
        said = WHAT_DELETING_A_DRAFT_DOES if material.status is DRAFT else WHAT_DELETING_DOES
        _confirmed("Delete", said, "Delete it for good", "It is deleted.", _delete, material)


def _publish(material: Material) -> None:
    label = "Publish" if material.status is DRAFT else "Publish again"
    if st.button(label, type="primary", key="material.publish", icon=":material/check:"):
        material_publishing.begin(material)
        st.rerun()


def _replace(material: Material) -> None:
    if st.button("Replace with a new version", key="material.replace", icon=":material/upload:"):
        material_place.add(material)
        st.rerun()


def _confirmed(
    label: str, what_it_does: str, button: str, done: str, act: Callable[[Material], None], material: Material
) -> None:
    with st.popover(label):
        st.markdown(what_it_does)
        if st.button(button, key=f"material.{label}", type="primary"):
            with entry.saving(f"material.{label}", done):
                act(material)


def _withdraw(material: Material) -> None:
    guide, me = session.assistant().guide, acting.principal()
    _at_once(lambda: guide.withdraw(me, material.id))


def _delete(material: Material) -> None:
    guide, me = session.assistant().guide, acting.principal()
    version = material.version if material.status is DRAFT else None
    _at_once(lambda: guide.delete(me, material.id, version))
    material_place.leave()


def _at_once(change: Callable[[], object]) -> None:
    """Readers notice at once; the index follows, which may have to wait for a long publishing."""

    def work(_: Arriving[None]) -> None:
        change()

    changing = Arriving(work)
    changing.join(PATIENCE)
    if changing.fault:
        raise changing.fault

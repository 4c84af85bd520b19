"""What was noticed when a document was read, for the person who decides whether it is published."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.material import Remark, RemarkKind
from assistant.screens.literal import literal

TALKS_TO_A_MACHINE = (
    "These words talk to a machine and not to a reader. They are treated as text only: nothing here follows "
    "them. Perhaps they belong there, perhaps somebody put them in. You decide whether to publish them."
)
SIGNS = {
    RemarkKind.NO_TEXT: ":material/image:",
    RemarkKind.INSTRUCTION: ":material/smart_toy:",
    RemarkKind.CLEANED: ":material/cleaning_services:",
    RemarkKind.LEFT_OUT: ":material/content_cut:",
    RemarkKind.ENCODING: ":material/translate:",
}


def show(remarks: Sequence[Remark]) -> None:
    if not remarks:
        return
    instructions = [remark for remark in remarks if remark.kind is RemarkKind.INSTRUCTION]
    with st.container(border=True):
        st.subheader("What was noticed", anchor=False)
        for remark in remarks:
            if remark.kind is not RemarkKind.INSTRUCTION:
                st.markdown(f":orange[{SIGNS[remark.kind]}] {literal(remark.sentence)}{_where(remark)}")
        if instructions:
            st.markdown(f":orange[{SIGNS[RemarkKind.INSTRUCTION]}] {TALKS_TO_A_MACHINE}")
            st.markdown("\n".join(f"- “{literal(each.quote)}”{_where(each)}" for each in instructions))


def _where(remark: Remark) -> str:
    return f" :gray[({literal(remark.where)})]" if remark.where else ""

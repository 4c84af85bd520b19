"""Settings: who writes the words, which models are here, where the data lies, and how all is doing."""

import streamlit as st

from assistant.domain.people import Role
from assistant.screens import acting, engine_form, local_models, programme_form, session, trial_card
from assistant.screens.literal import literal

SIGNS = {
    "ok": ":green[:material/check:]",
    "warn": ":orange[:material/warning:]",
    "fail": ":red[:material/error:]",
}


def show() -> None:
    if acting.anybody() and acting.principal().role is Role.COORDINATOR:
        st.header("Your programme", anchor=False)
        programme_form.show()
    st.header("Who writes the words", anchor=False)
    engine_form.show()
    trial_card.show()
    st.header("Models on this machine", anchor=False)
    local_models.show()
    st.header("Your data", anchor=False)
    _data()
    st.header("Is everything well?", anchor=False)
    _health()


def _data() -> None:
    settings = session.assistant().settings
    where = "in your own database" if settings.database_url else "in this folder, and nowhere else"
    st.markdown(
        f"Everything you enter is kept {where}. To keep a copy, stop the assistant and copy the folder."
    )
    st.code(str(settings.data_dir), language=None)


def _health() -> None:
    from assistant.doctor import examine

    if st.button("Look at everything", key="doctor"):
        with st.spinner("Looking ..."):
            findings = list(examine(session.assistant()))
        st.markdown(
            "\n".join(
                f"- {SIGNS[each.state]} **{literal(each.name)}**: {literal(each.says)}" for each in findings
            )
        )


if __name__ == "__main__":
    show()

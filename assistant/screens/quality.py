"""The quality card: what code has checked on a draft, in plain words."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.drafts import Check
from assistant.screens.literal import literal

WORDS = {
    "GE-1": "Every part of it is there",
    "GE-2": "Every quotation stands in its source, word for word",
    "GE-3": "Every source exists in the library",
    "GE-4": "No name, date or number was made up",
    "GE-5": "It is in the language you asked for",
    "GE-6": "It is easy to read",
    "GE-7": "No clinical labels for anybody",
    "GE-8": "Nobody is described by what they lack",
    "GE-9": "It promises neither secrecy nor success",
    "GE-10": "It builds on a strength that somebody really showed",
    "GE-11": "It repeats nothing that is private to somebody else",
    "GE-12": "It asks for what it does not know",
    "GE-13": "No stock phrases",
    "GE-14": "Words that ask for help were looked for first",
    "GE-15": "It would stand without any model",
    "GE-16": "What it names of your programme's own material is still there",
    "AG-1": "The minutes add up",
    "AG-2": "Not too many items, and none too short or too long",
    "AG-3": "Enough time to arrive and to close",
    "AG-4": "The mentee leads most of the time",
    "AG-5": "Every open commitment is looked at once",
    "AG-6": "One or two goals, with where they stand",
    "AG-7": "The next step says who, what and when",
    "AG-8": "It holds what this phase needs",
    "AG-9": "Confidentiality, or the time after the end, is spoken about",
    "AG-10": "The questions are open and do not push",
    "AG-11": "It asks what already works",
    "AG-12": "It stretches a strength",
    "AG-13": "It is short enough to use",
    "AG-14": "The mentor's own sheet keeps to itself",
    "AG-15": "The group shares the time, and nobody is put on the spot",
    "AG-16": "Both peers get the same",
    "AG-17": "It stands on more than one kind of note",
    "AG-18": "What you edited was kept",
    "AG-19": "It is not a copy of the last agenda",
    "FB-1": "Short enough to say in one breath, and to read at a glance",
    "FB-2": "One stretch, or none where you wanted praise alone",
    "FB-3": "It says what was seen or heard, and puts no label on the person",
    "FB-4": 'No "always" and no "never"',
    "FB-5": "It does not guess what somebody thought or felt",
    "FB-6": "It keeps to what you told",
    "FB-7": "The strength it names shows in what happened",
    "FB-8": 'No "but" between the strength and the stretch',
    "FB-9": "It praises what was done, without big words",
    "FB-10": "The effect is told as your own view",
    "FB-11": "It ends with one open question",
    "FB-12": "The step says what to do and when",
    "FB-13": "Nobody is compared or shamed",
    "FB-14": "The gentler and the more direct words tell the same facts",
    "FB-15": "It still says what has to be said",
    "FB-16": "No blame, no threat, no sarcasm",
    "FB-17": "Your own words were kept",
    "FB-18": "A strength, something to do, and no more than somebody can take in",
}


def show(checks: Sequence[Check]) -> None:
    """Passed in one line; what failed always in full."""
    if not checks:
        return
    failed = [check for check in checks if not check.passed]
    if not failed:
        title = f"Checked: all {len(checks)} points are fine"
    else:
        title = f"Checked: {len(checks) - len(failed)} of {len(checks)} points are fine"
    with st.expander(title, icon=":material/fact_check:", expanded=any(_matters(check) for check in failed)):
        st.markdown("\n".join(_line(check) for check in [*failed, *(c for c in checks if c.passed)]))


def _matters(check: Check) -> bool:
    return check.gate == "must"


def _line(check: Check) -> str:
    words = WORDS.get(check.code, "A further check")
    if check.passed:
        return f"- :green[:material/check:] {words}"
    verdict = "Please look at this" if _matters(check) else "Could be better"
    return f"- :orange[:material/warning:] **{verdict}**: {words.lower()}. {literal(check.detail)}"

"""What a safeguarding lead or deputy is told: who, when and what kind of worry; never a word of a journal."""

import streamlit as st

from assistant.domain.safety import Alert, AlertState, Protocol, Severity
from assistant.safeguarding.support import SAFE
from assistant.screens import acting, entry, plain, session
from assistant.screens.literal import literal

WHAT_NOW = (
    "Talk to the person in a quiet place, or call them. You may say that the program told you they could need "
    "support; you do not know what they wrote, and need not ask. Do not talk to anybody it may be about."
)


def show(protocol: Protocol) -> None:
    """Nothing for people who are not entrusted. Seeing an alert here delivers it."""
    me, records = acting.principal(), session.assistant().records
    if me.person_id not in {*protocol.lead_ids, *protocol.deputy_ids}:
        return
    records.receive_alerts(me, SAFE)
    alerts = records.alerts(me, SAFE)
    open_ones = [alert for alert in alerts if alert.state is not AlertState.ACKNOWLEDGED]
    st.header("For you to look after", anchor=False)
    if not alerts:
        st.markdown("Nothing at the moment. Messages for you will stand here.")
        return
    if open_ones:
        st.markdown(WHAT_NOW)
    for alert in open_ones:
        _open(alert)
    answered = [alert for alert in alerts if alert.state is AlertState.ACKNOWLEDGED]
    if answered:
        with st.expander(f"Answered ({len(answered)})"):
            for alert in answered:
                by = f", answered by {literal(alert.handled_by)}" if alert.handled_by else ""
                st.markdown(f"- {_said(alert)}{by}")


def _open(alert: Alert) -> None:
    with st.container(border=True):
        if alert.severity is Severity.IMMINENT:
            st.markdown(":red-badge[:material/priority_high: May be in danger right now]")
        st.markdown(_said(alert))
        if alert.asked_for:
            st.markdown("They asked to be contacted.")
        if alert.disputed:
            st.markdown("They say that it is not accurate. Please speak to them all the same.")
        if st.button("I have taken this on", key=f"alert.{alert.event_id}", type="primary"):
            with entry.saving("safety.alert", "Noted, and they can see that you have read it."):
                session.assistant().records.acknowledge_alert(acting.principal(), SAFE, alert.event_id)


def _said(alert: Alert) -> str:
    kinds = ", ".join(plain.WORRIES[kind] for kind in alert.categories)
    at = alert.at.astimezone()
    return f"**{literal(alert.name)}**, {plain.day(at.date())}, {at:%H:%M}: {kinds}"

"""A self-hosted reflection and guidance assistant for mentoring programmes."""

from assistant import telemetry

telemetry.silence()  # here, because nothing of ours can be imported before this line has run

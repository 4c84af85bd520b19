"""Saying back what somebody wrote: a listening line, and their own words that are worth asking about."""

from assistant.mirroring.line import mirror
from assistant.mirroring.phrases import quotes

__all__ = ["mirror", "quotes"]

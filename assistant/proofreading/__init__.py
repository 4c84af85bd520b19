"""A second look at a mentor's own words: what may land badly, why, and words to take instead."""

from assistant.proofreading.reading import applied, proofread
from assistant.proofreading.remark import Kind, Remark

__all__ = ["Kind", "Remark", "applied", "proofread"]

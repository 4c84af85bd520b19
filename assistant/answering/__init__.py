"""Conversation: from somebody's own words to an answer that stands on passages and on what they may see."""

"""Which language is this text in?"""

SHORTEST = 40
"""Below this many characters nobody can tell, and nothing is claimed."""


def looks_like(text: str, language: str) -> bool:
    """True when the text reads as `language` (two letters), or is too short to say."""
    if len(text.strip()) < SHORTEST:
        return True
    import py3langid  # 0.8 s at first use; composed text never needs it

    return str(py3langid.classify(text)[0]) == language

"""How much memory this machine has to give."""


def free_memory() -> int:
    """Bytes that can be had without making anything else wait."""
    import psutil

    return int(psutil.virtual_memory().available)

"""Turns off everything that would tell somebody else what this machine is doing."""

import os

OFF = {
    # LangChain ships every prompt to a hosted service when one of these is true.
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "ANONYMIZED_TELEMETRY": "false",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    # onnxruntime reports to its maker from native code as soon as it is imported.
    "ORT_DISABLE_TELEMETRY": "1",
}


def silence() -> None:
    """Call before a vendor is imported: some read these once and remember the answer."""
    os.environ.update(OFF)

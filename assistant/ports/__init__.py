"""What the core asks of the outside: a model, an embedder, two indexes and the records."""

from assistant.ports.chat import ChatModel, CountTokens, Reply, Turn
from assistant.ports.journal import JournalRecords
from assistant.ports.materials import MaterialRecords
from assistant.ports.records import Records
from assistant.ports.safety import SafetyRecords
from assistant.ports.search import Embedder, KeywordIndex, PassageScore, VectorIndex, Vectors

__all__ = [
    "ChatModel",
    "CountTokens",
    "Embedder",
    "JournalRecords",
    "KeywordIndex",
    "MaterialRecords",
    "PassageScore",
    "Records",
    "Reply",
    "SafetyRecords",
    "Turn",
    "VectorIndex",
    "Vectors",
]

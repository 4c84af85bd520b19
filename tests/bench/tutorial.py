"""The plain chain of the tutorials, built from the same notes: the peer our drafts are measured against."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import chromadb
from chromadb.config import Settings as ChromaSettings
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

from assistant.adapters.embedder import MiniLM
from assistant.library import Library

CHUNK, OVERLAP, K = 1000, 200, 4
"""Characters of a chunk, of its overlap with the next, and chunks in a prompt: the usual numbers."""

SYSTEM = (
    "You are a helpful mentoring assistant. Use the following pieces of retrieved context to answer. "
    "If you don't know the answer, say that you don't know.\n\n{context}"
)


@dataclass(frozen=True)
class Told:
    """One answer of the chain: what it cost and when its words came."""

    text: str
    sent: int
    received: int
    first: float
    whole: float


class TutorialChain:
    """Retriever with k=4, everything stuffed into one prompt, one request."""

    def __init__(self, library: Library, embedder: MiniLM, base_url: str, key: str, model: str) -> None:
        text = {note.id: "\n\n".join(p.text for p in note.passages) for note in library.values()}
        self._chunks = [
            whole[at : at + CHUNK] for whole in text.values() for at in range(0, len(whole), CHUNK - OVERLAP)
        ]
        self._embedder = embedder
        client = chromadb.EphemeralClient(ChromaSettings(anonymized_telemetry=False))
        self._store = client.create_collection(f"tutorial-{uuid4().hex[:8]}", embedding_function=None)
        self._store.add(
            ids=[str(i) for i in range(len(self._chunks))], embeddings=embedder.embed(self._chunks)
        )
        llm: Any = ChatOpenAI(
            model=model,
            base_url=base_url,
            api_key=key,
            max_completion_tokens=700,
            stream_usage=True,
            timeout=600,
        )
        self.prompt = ChatPromptTemplate.from_messages([("system", SYSTEM), ("human", "{question}")])
        self._llm = llm
        self.chain = self.prompt | llm | StrOutputParser()

    def context(self, question: str) -> str:
        found = self._store.query(query_embeddings=self._embedder.embed_query(question), n_results=K)
        return "\n\n".join(self._chunks[int(one)] for one in found["ids"][0])

    def rendered(self, question: str) -> str:
        """The prompt as it is sent, for counting its tokens."""
        messages = self.prompt.format_messages(context=self.context(question), question=question)
        return "\n".join(str(message.content) for message in messages)

    def ask(self, question: str) -> Told:
        begun = time.perf_counter()
        messages = self.prompt.format_messages(context=self.context(question), question=question)
        text, first, usage = "", 0.0, {"input_tokens": 0, "output_tokens": 0}
        for chunk in self._llm.stream(messages):
            if chunk.text and not first:
                first = time.perf_counter() - begun
            text += chunk.text
            usage = chunk.usage_metadata or usage
        return Told(text, usage["input_tokens"], usage["output_tokens"], first, time.perf_counter() - begun)

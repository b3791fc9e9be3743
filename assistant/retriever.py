"""Signpost's search as a LangChain retriever, for chains that compose their own answers."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.ask import Assistant
from assistant.cite import page_address, pinpoint, shown_within


class SignpostRetriever(BaseRetriever):
    """Documents best first. Their text is as much of the passage as its licence lets be shown; `metadata` holds `pinpoint`,
    `source_id`, `paragraphs`, `page`, `authority`, `status`, `rendition`, `address` and `score` (0 to 1).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 5

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        library = self.assistant.library()
        documents = []
        for hit in self.assistant.search(query, self.k):
            passage = hit.passage
            source, edition = library.origin(passage)
            is_full = passage.rendition == "full"
            documents.append(
                Document(
                    id=passage.passage_id,
                    page_content=shown_within(source.licence if is_full else None, passage.text),
                    metadata={
                        "pinpoint": pinpoint(source, edition, passage.reference, passage.page),
                        "source_id": passage.source_id,
                        "paragraphs": list(passage.references),
                        "page": passage.page,
                        "authority": source.authority,
                        "status": edition.status,
                        "rendition": passage.rendition,
                        "address": page_address(source, edition, passage.page),
                        "score": hit.score,
                    },
                )
            )
        return documents

"""The language rooms in their order: parse, mend, clauses, speakers, modality, coreference; a document to a Reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rashomon.collecting import uncollected
from rashomon.language import attribution, coreference, modality
from rashomon.language.circumstances import find_circumstances
from rashomon.language.clauses import ClauseReader
from rashomon.language.drafts import Draft, chain
from rashomon.language.framing import find_framings
from rashomon.language.lexicon import Lexicon, load_lexicon
from rashomon.language.parser import ParsedParagraph, Parser, load_parser
from rashomon.language.passing import is_heading, reason_to_pass, shouted_slogan
from rashomon.language.phrases import PhraseReader
from rashomon.language.repairs import Mender
from rashomon.language.turns import find_labels
from rashomon.language.words import read_paragraph
from rashomon.records import Circumstance, Clause, Document, Names, Reading, Sentence

_LOOK_BACK = 12  # clauses of the paragraph before that a circumstance may tell of


class DocumentReader:
    """Reads documents into clauses with speakers, modality and polarity; knows no codebook."""

    def __init__(self, names: Names, *, lexicon: Lexicon | None = None, parser: Parser | None = None) -> None:
        self._names = names
        self._lexicon = lexicon or load_lexicon()
        self._parser = parser or load_parser(names)
        self._mender = Mender(self._lexicon)

    @property
    def version(self) -> str:
        return self._parser.version

    def read(self, document: Document) -> Reading:
        """All that a document says. An empty document gives an empty reading."""
        return next(self.read_all([document]))

    def read_all(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """As ``read``, for several documents: parsing them together is quicker."""
        for document, paragraphs in zip(documents, self._parser.parse_all(documents), strict=True):
            yield self._read(document, paragraphs)

    @uncollected()
    def _read(self, document: Document, paragraphs: Iterable[ParsedParagraph]) -> Reading:
        sentences: list[Sentence] = []
        clauses: list[Clause] = []
        circumstances: list[Circumstance] = []
        memory = attribution.Memory(labels=find_labels(document.text))
        mentions = coreference.Mentions()
        is_long = document.text.strip().count("\n") > 0
        for parsed in paragraphs:
            self._mender.mend(parsed.doc)
            paragraph = read_paragraph(parsed)
            heading = "heading" if is_long and is_heading(paragraph.text) else None
            first = len(sentences) + 1
            phrases = PhraseReader(paragraph, self._lexicon, self._names)
            reader = ClauseReader(phrases, self._lexicon)
            drafts: list[Draft] = []
            for sentence in paragraph.doc.sents:
                if not sentence.text.strip():
                    continue
                span = reader.sentence_span(sentence)
                reason = heading or reason_to_pass(span.text)
                shouted = shouted_slogan(span.text) if reason == "slogan" else 0
                reason = None if shouted else reason
                sentences.append(Sentence(span.start, span.end, span.text, paragraph.index, reason))
                found = reader.read(sentence, len(sentences))
                for draft in found:
                    is_shouted = phrases.offset(draft.token) < span.start + shouted
                    draft.skip = "slogan" if is_shouted else reason
                drafts.extend(found)
            said = attribution.attribute(drafts, paragraph, phrases=phrases, lexicon=self._lexicon, memory=memory)
            modality.judge(drafts, self._lexicon)
            coreference.resolve(drafts, mentions=mentions, first_sentence=first, lexicon=self._lexicon)
            del said
            _mark_main(drafts, self._lexicon)
            frozen = [reader.freeze(draft, paragraph.index) for draft in drafts]
            before = clauses[-_LOOK_BACK:]
            circumstances.extend(
                c for c in find_circumstances([*before, *frozen]) if c.clause not in {b.id for b in before}
            )
            clauses.extend(frozen)
        framings = find_framings(document, sentences, clauses)
        return Reading(document.id, tuple(sentences), tuple(clauses), tuple(circumstances), framings, self.version)


def _mark_main(drafts: list[Draft], lexicon: Lexicon) -> None:
    """The main clause, and what it says when its verb is one of saying."""
    for draft in drafts:
        draft.main = _is_main(draft, lexicon)


def _is_main(draft: Draft, lexicon: Lexicon) -> bool:
    governed_as = draft.governed_as
    for above in chain(draft):
        if governed_as == "conjunct" or (governed_as == "complement" and above.lemma in lexicon.saying_verbs):
            governed_as = above.governed_as
            continue
        return False
    return draft.pos == "verb" or draft.light is not None or draft.token.dep_ == "ROOT"

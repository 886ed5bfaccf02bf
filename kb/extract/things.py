"""What "it" and "they" mean: whom the clause before is about; never a person for "it", nor a body where a bill or deal is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import words
from kb.extract.persons import is_tag
from kb.extract.subjects import are_several, sayer
from kb.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant, Names
    from kb.extract.quotes import Quotes

_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_PAPERS: Final = frozenset(
    [
        "bill", "law", "act", "deal", "agreement", "treaty", "pact", "accord", "contract", "plan", "proposal", "budget", "measure", "motion", "resolution", "amendment",
        "decree", "ban", "rule", "sanction", "report", "ruling", "verdict", "appeal", "request", "application", "offer", "bid", "draft", "document", "programme",
        "program", "project", "scheme", "ceasefire", "truce", "tender", "loan", "fund", "tax", "reform",
    ]
)  # fmt: skip
_DEEDS: Final = frozenset(
    [
        "want", "plan", "hope", "expect", "intend", "ask", "urge", "agree", "decide", "refuse", "decline", "order", "launch", "appoint", "hire", "sell", "buy",
        "employ", "blame", "accuse", "demand", "vote", "publish", "try",
    ]
)  # fmt: skip


class Things:
    """The bodies, places and things that an article tells of, as pronouns find them again."""

    def __init__(
        self, clauses: Sequence[Clauses], quotes: Quotes, names: Names, refer: Callable[[int, int], Meant]
    ) -> None:
        self._clauses = clauses
        self._quotes = quotes
        self._names = names
        self._refer = refer

    def it(self, s: int, at: int, apart: set[str]) -> Meant | None:
        """Return what "it" or "its" means: who says so of itself, the subject before it, or what the sentence before is about."""
        clause = self._clauses[s]
        if _is_empty(clause, at):
            return None
        own = sayer(clause, at)
        speaks = self._refer(s, own) if own is not None else None
        if speaks and speaks.kind is Kind.ORGANISATION:
            return speaks
        tagged = is_tag(clause, clause[at].head)  # "…", it added: the words before are its own
        before = [i for i in _subjects(clause, 0 if tagged else at) if not is_tag(clause, clause[i].head)]
        met = (self._refer(s, i) for i in before)
        near = next((m for m in met if m.named and m.kind is not Kind.PERSON and m.name not in apart), None)
        if near or before or s == 0:
            return near
        found = self._speaker(s, at) or self._topic(s, at)
        return found if found and found.name not in apart else None

    def they(self, s: int, at: int, apart: set[str]) -> Meant | None:
        """Return whom "they" means: the nearest subject in the plural, in the same quotation if it stands in one."""
        quote = self._quotes.around(self._clauses[s], at)
        for back, i in self.subjects(s, at):
            clause = self._clauses[back]
            meant = self._names.at(back, i)
            if (meant and meant.name in apart) or (quote and back < s and not quote.covers(clause[i].span)):
                continue
            if "Number=Plur" in clause[i].feats or clause.of(i, "conj"):
                return meant or self._refer(back, i)
            if meant and meant.kind is Kind.ORGANISATION and are_several(clause, i):
                return meant
        return None

    def subjects(self, s: int, at: int) -> Iterator[tuple[int, int]]:
        """Yield the subjects before a word, in its sentence and the one before, the nearest first; no mere sources of what is said."""
        for back in range(s, max(-1, s - 2), -1):
            clause = self._clauses[back]
            for i in _subjects(clause, at if back == s else len(clause)):
                if not is_tag(clause, clause[i].head):
                    yield back, i

    def _speaker(self, s: int, at: int) -> Meant | None:
        """Return the body that the sentence before names as its source, if it says more: "…, the ministry said. It warned …"."""
        if not _is_deed(self._clauses[s], at):
            return None
        clause = self._clauses[s - 1]
        sources = (i for i in _subjects(clause, len(clause)) if is_tag(clause, clause[i].head))
        meant = next((self._refer(s - 1, i) for i in sources), None)
        return meant if meant and meant.kind is Kind.ORGANISATION else None

    def _topic(self, s: int, at: int) -> Meant | None:
        """Return what the main clause of the sentence before is about, unless it leaves a choice."""
        clause, before = self._clauses[s], self._clauses[s - 1]
        main = _main(before)
        heads = [i for i in (main, *before.of(main, "conj")) if before.of(i, "nsubj")]
        about = [i for head in heads for i in before.of(head, "nsubj") if self._is_one(s - 1, i)]
        papers = (i for i in before.of(main, "obj") if before[i].lemma.lower() in _PAPERS and self._is_one(s - 1, i))
        paper = next(papers, None)
        if paper is not None and not _is_deed(clause, at):
            return self._refer(s - 1, paper) if clause[at].deprel == "nsubj:pass" else None
        if len(about) != 1 or main != before[about[0]].head:
            return None
        meant = self._refer(s - 1, about[0])
        if meant.kind in {Kind.PERSON, Kind.GROUP}:
            return None
        new = any(_is_new(before, i) for i in before.of(main, "obj", "obl"))
        return meant if meant.named or not (new or clause[clause[at].head].deprel != "root") else None

    def _is_one(self, s: int, at: int) -> bool:
        """Say whether a word stands for one thing; a name may have a plural's form: "Scania Trucks"."""
        clause = self._clauses[s]
        plural = "Number=Plur" in clause[at].feats and not self._names.at(s, at)
        return clause[at].upos in _NOUNS and not plural and not clause.of(at, "conj")


def _subjects(clause: Clauses, end: int) -> list[int]:
    """Return the nouns before a word that are subjects, the nearest first."""
    return [i for i in reversed(range(end)) if clause.relation(i) == "nsubj" and clause[i].upos != "PRON"]


def _main(clause: Clauses) -> int:
    """Return the predicate of the main clause; of what a source after it reports, that of the report."""
    root = next((i for i in range(len(clause)) if clause[i].deprel == "root"), 0)
    return min(clause.of(root, "ccomp", "parataxis"), default=root) if is_tag(clause, root) else root


def _is_new(clause: Clauses, at: int) -> bool:
    return any(clause[i].text.lower() in {"a", "an"} for i in clause.of(at, "det"))


def _is_empty(clause: Clauses, at: int) -> bool:
    """Say whether an "it" stands for no thing: "it is clear that …", "it is time to …"."""
    verb = clause[at].head
    if clause.relation(at) == "expl" or verb < 0 or clause.relation(at) != "nsubj":
        return clause.relation(at) == "expl"
    told = clause.of(verb, "csubj", "ccomp", "advcl", "xcomp", "acl") if clause.of(verb, "cop") else []
    return any(clause.introduces(i) & {"that", "to"} for i in told if i > verb)


def _is_deed(clause: Clauses, at: int) -> bool:
    """Say whether a pronoun does what only people and bodies do: "it warned", "it wants"."""
    verb = clause[at].head
    if verb < 0 or clause[at].deprel != "nsubj":
        return False
    lemma = clause[verb].lemma.lower()
    return lemma in _DEEDS or lemma in words("say", "verbs")

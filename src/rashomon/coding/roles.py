"""Who acts and who undergoes: a trigger's alternatives, read off the relations of a clause and of its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from rashomon.coding.drafts import NOBODY, SOMEBODY, Draft, Sheet, is_somebody
from rashomon.records import Clause, Phrase

_HOLDING = SOMEBODY | {"troops", "vessel", "aircraft", "vehicle", "facility", "pronoun"}
_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_CORE = frozenset({"subject", "object", "indirect", "possessive", "modifier", "when", "attribute"})

Test = Callable[[Phrase], bool]


def phrases_in(names: Iterable[str], clause: Clause, clauses: Mapping[str, Clause]) -> tuple[Phrase, ...]:
    """The phrases that the role names of a coding stand for.

    A name is a relation of the coded clause, ``"speaker"`` (the innermost), or ``"CLAUSE:RELATION"``
    for a relation of another clause of the same reading ("s2.c3:subject").
    """
    found: list[Phrase] = []
    for name in names:
        owner, _, relation = name.rpartition(":")
        holder = clauses[owner] if owner else clause
        if relation == "speaker":
            innermost = max((speaker.level for speaker in holder.speakers), default=0)
            found.extend(speaker.phrase for speaker in holder.speakers if speaker.level == innermost)
        else:
            found.extend(holder.phrases(relation))
    return tuple(dict.fromkeys(found))


def find_actors(sheet: Sheet, draft: Draft) -> tuple[str, ...]:
    """The names of the relations that hold who acts; see ``phrases_in``."""
    if draft.quoted is not None:
        return ("speaker",)
    specs = draft.match.trigger.actor
    names = _roles(sheet, draft.match.pattern.event.actor if specs is None else specs, draft.clause)
    governor = sheet.clauses.get(draft.clause.governor.clause) if draft.clause.governor else None
    if governor is not None and draft.clause.pos == "noun" and governor.lemma in sheet.codebook.rules.aspect:
        doers = _resolve(sheet, "governor.subject", draft.clause, _is_party)  # "[the army] began a withdrawal"
        return doers or names
    return names


def find_recipients(sheet: Sheet, draft: Draft) -> tuple[str, ...]:
    """The names of the relations that hold whom it is done to or with."""
    if draft.quoted is not None and not (draft.quoted.on_condition and draft.clause.modality == "conditional"):
        return _roles(sheet, draft.quoted.recipient, draft.clause)
    specs = draft.match.trigger.recipient
    things = draft.match.pattern.event.name in sheet.codebook.rules.hitting
    names = _roles(sheet, draft.match.pattern.event.recipient if specs is None else specs, draft.clause, things=things)
    if names and set(names) <= set(find_actors(sheet, draft)):
        names = _hit_in_it(sheet, draft) or names
    return names or _of_absorbed(sheet, draft)


def _hit_in_it(sheet: Sheet, draft: Draft) -> tuple[str, ...]:
    """ "[Twelve soldiers] were killed in clashes with rebels": one side of a clash is named by who fell in it."""
    for other in draft.merged:
        absorbed = sheet.drafts.get(other)
        if absorbed is not None and absorbed.is_outcome:
            names = tuple(name for name in ("object", "subject") if any(map(_is_party, absorbed.clause.phrases(name))))
            if names:
                return tuple(f"{other}:{name}" for name in names[:1])
    return ()


def _of_absorbed(sheet: Sheet, draft: Draft) -> tuple[str, ...]:
    """ "Marched to demand reforms of the king": the march is against him of whom it demands."""
    for other in draft.merged:
        absorbed = sheet.drafts.get(other)
        if absorbed is not None and absorbed.event.name != draft.event.name and absorbed.clause.pos == "verb":
            names = _role_of_content(sheet, "recipient", absorbed.clause, _is_party, 0)
            if names:
                return names
    return ()


def _roles(sheet: Sheet, specs: tuple[str, ...], clause: Clause, *, things: bool = False) -> tuple[str, ...]:
    """The first alternative that names a party; else, the first that could be one.

    ``things`` lets an unknown noun stand before a named party further down the list: what is bombed
    is the house, not the country it stands in.
    """
    for test in (_is_hit, is_somebody) if things else (_is_party, is_somebody):
        for spec in specs:
            names = [name for part in spec.split("+") for name in _resolve(sheet, part, clause, test)]
            if names:
                return tuple(dict.fromkeys(names))
    return ()


def _resolve(sheet: Sheet, name: str, clause: Clause, test: Test, depth: int = 0) -> tuple[str, ...]:
    """A role's name as relations of this or of other clauses, where their phrases pass the test."""
    owner, _, relation = name.rpartition(".")
    if name == "speaker":
        return ("speaker",) if clause.speakers else ()
    if not owner:
        strict = _STRICT.get(name, test)
        if depth and name == "object" and clause.lemma in sheet.codebook.rules.handing:
            strict = _is_body
        if any(map(strict, clause.phrases(name))):
            return (name,)
        return () if name in _CORE else _of_object_noun(sheet, name, clause, test)
    draft = sheet.drafts.get(clause.id)
    merged = draft.merged if draft is not None else []
    if owner == "governor":
        holders = [sheet.clauses[clause.governor.clause]] if clause.governor else []
    elif owner == "condition":
        holders = list(_conditions(sheet, clause))
    elif owner == "purpose":  # "opened fire to disperse [the crowd]"
        holders = [
            child
            for child in sheet.surroundings.governed.get(clause.id, ())
            if child.governor is not None and child.governor.relation == "purpose"
        ]
    else:
        holders = [holder for holder in sheet.surroundings.contents(clause) if holder.id not in merged]
    for holder in holders:
        if relation in ("actor", "recipient"):
            names = _role_of_content(sheet, relation, holder, test, depth)
        else:
            fits = _is_body if relation == "object" and holder.lemma in sheet.codebook.rules.handing else test
            names = (f"{holder.id}:{relation}",) if any(map(fits, holder.phrases(relation))) else ()
        if names:
            return names
    return ()


def _conditions(sheet: Sheet, clause: Clause) -> Iterator[Clause]:
    """ "Threatened to strike unless [Lima yields]": the condition hangs on the threat or on what is threatened."""
    for above in (clause, *sheet.surroundings.contents(clause)):
        for child in sheet.surroundings.governed.get(above.id, ()):
            if (
                child.governor is not None
                and child.governor.relation == "adverbial"
                and child.modality == "conditional"
            ):
                yield child


def _of_object_noun(sheet: Sheet, name: str, clause: Clause, test: Test) -> tuple[str, ...]:
    """A preposition that hangs on the object: "lifted [the ban on the party]", "cast [a veto against it]"."""
    heads = {
        relation.phrase.head_start
        for relation in clause.relations
        if relation.name == "object" or NOBODY.intersection(relation.phrase.kinds)
    }
    draft = sheet.drafts.get(clause.id)
    blames = draft is not None and draft.event.name in sheet.codebook.rules.blaming
    for child in sheet.surroundings.governed.get(clause.id, ()):
        if child.pos != "noun" or child.head_start not in heads:
            continue
        doers = tuple(phrase for phrase in child.phrases("subject") if phrase.how == "stated")
        if blames and doers and any(map(test, doers)):
            return (f"{child.id}:subject",)  # "a probe into crimes by [the militia] against farmers"
        if any(map(test, child.phrases(name))):
            return (f"{child.id}:{name}",)
    return ()


def _role_of_content(sheet: Sheet, role: str, holder: Clause, test: Test, depth: int) -> tuple[str, ...]:
    """Who acts or undergoes in a governed clause, by its own trigger; of an uncoded one, in what it governs."""
    if depth > 3:
        return ()
    matches = sheet.match(holder)
    if matches:
        trigger, event = matches[0].trigger, matches[0].pattern.event
        own = trigger.actor if role == "actor" else trigger.recipient
        specs = (event.actor if role == "actor" else event.recipient) if own is None else own
    else:
        specs = (
            ("subject", "by")
            if role == "actor"
            else ("indirect", "object", "with", "to", "against", "on", "from", "for", "in", "at")
        )
    for spec in specs:
        names = [name for part in spec.split("+") for name in _resolve(sheet, part, holder, test, depth + 1)]
        if names:
            return tuple(name if ":" in name else f"{holder.id}:{name}" for name in names)
    return () if matches else _resolve(sheet, f"complement.{role}", holder, test, depth + 1)


def _is_body(phrase: Phrase) -> bool:
    """A state or an organisation, which nobody sends or hands over: "agreed to give Chad a loan"."""
    return bool({"country", "organisation", "government"}.intersection(phrase.kinds)) and "armed" not in phrase.kinds


def _is_named(phrase: Phrase) -> bool:
    return bool(SOMEBODY.intersection(phrase.kinds)) or phrase.label in _NAMES


def _is_hit(phrase: Phrase) -> bool:
    """ "Threw stones at [the police]": what is thrown is not what is hit; "Iranian missiles" may be."""
    is_arm = "weapon" in phrase.kinds and set(phrase.kinds) <= {"weapon", "goods"}
    thrown = is_arm and phrase.owner is None and phrase.text.islower()
    return is_somebody(phrase) and not thrown


def _is_met(phrase: Phrase) -> bool:
    """ "Fought with [Uzbeks]", not "with stones": who stands beside or against is a party or bears a name."""
    return _is_party(phrase) or phrase.text[phrase.head_start - phrase.start].isupper()


def _is_party(phrase: Phrase) -> bool:
    """Whether a phrase names a party, or what somebody holds: troops, ships, buildings."""
    return bool(_HOLDING.intersection(phrase.kinds)) or phrase.owner is not None or phrase.label in _NAMES


# "naval blockade", "peaceful march" name nobody; nor do the stones that are fought with
_STRICT: Mapping[str, Test] = {"modifier": _is_named, "with": _is_met}

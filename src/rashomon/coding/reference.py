"""A codebook as pages of documentation: one page a type, and one that lists types, contexts and sectors."""

from __future__ import annotations

from rashomon.coding.codebook import Codebook
from rashomon.coding.notation import CounterExample, EventType, Example, Trigger


def codebook_pages(codebook: Codebook) -> dict[str, str]:
    """File name -> Markdown: ``index.md`` and one page for each event type ("assault.md")."""
    pages = {"index.md": _index(codebook)}
    for event in codebook.events.values():
        pages[f"{event.name.lower()}.md"] = _page(event, codebook)
    return pages


def _index(codebook: Codebook) -> str:
    lines = [
        f"# {codebook.title}",
        "",
        codebook.description.strip(),
        "",
        f"Codebook `{codebook.name}`, version {codebook.version}.",
        "",
    ]
    lines += ["| type | quad class | intensity | triggers | words | examples |", "|---|---|---|---|---|---|"]
    for event in codebook.events.values():
        words = sum(len(t.verbs) + len(t.nouns) + len(t.adjectives) for t in event.triggers)
        examples = len(event.all_examples()) + len(event.all_counter_examples())
        lines.append(
            f"| [{event.name}]({event.name.lower()}.md) | {event.quad} | {event.intensity:g} "
            f"| {len(event.triggers)} | {words} | {examples} |"
        )
    if codebook.notes:
        lines += ["", "## Where the standard contradicts itself, and what we do", ""]
        lines += [f"- {note}" for note in codebook.notes]
    lines += [
        "",
        "## Contexts",
        "",
        "What a paragraph is about, by its words; a report carries those of its paragraph.",
        "",
    ]
    lines += ["| context | meaning | cue words |", "|---|---|---|"]
    for name, context in codebook.contexts.items():
        lines.append(f"| {name} | {context.definition} | {', '.join(context.cues)} |")
    if codebook.sectors:
        lines += ["", "## Sectors", "", "| code | meaning |", "|---|---|"]
        lines += [f"| {code} | {meaning} |" for code, meaning in codebook.sectors.items()]
    if codebook.sources:
        lines += ["", "## Sources", ""]
        lines += [f"- {source}" for source in codebook.sources]
    return "\n".join(lines) + "\n"


def _page(event: EventType, codebook: Codebook) -> str:
    recipient = "yes" if event.requires_recipient else "no"
    lines = [
        f"# {event.name}",
        "",
        event.definition.strip(),
        "",
        f"Quad class: {event.quad}. Intensity: {event.intensity:g}. The standard requires a recipient: {recipient} "
        "(we report events without one all the same).",
        "",
    ]
    if event.intensity_note:
        lines += [event.intensity_note, ""]
    if event.neighbours:
        lines += ["## When it is the other type", "", "| type | when |", "|---|---|"]
        lines += [f"| [{n.event}]({n.event.lower()}.md) | {n.when} |" for n in event.neighbours] + [""]
    if event.modes:
        lines += ["## Modes", "", "| mode | meaning | intensity | CAMEO |", "|---|---|---|---|"]
        for name, mode in event.modes.items():
            intensity = event.intensity if mode.intensity is None else mode.intensity
            cameo = codebook.crosswalk.cameo(event.name, name) or ""
            lines.append(f"| {name} | {mode.definition} | {intensity:g} | {cameo} |")
        lines.append("")
    lines += ["## Triggers", ""]
    for trigger in event.triggers:
        lines += _trigger(trigger)
    if event.examples:
        lines += ["## Further examples", ""]
        lines += [f"- {_quote(example.text)}" for example in event.examples] + [""]
    counters = event.all_counter_examples()
    if counters:
        lines += ["## Not this type", "", "| sentence | instead | why |", "|---|---|---|"]
        lines += [f"| {_quote(c.text)} | {c.event} | {c.reason} |" for c in counters] + [""]
    sentences: tuple[Example | CounterExample, ...] = (*event.all_examples(), *counters)
    failures = [sentence for sentence in sentences if sentence.expected_failure]
    if failures:
        lines += ["## What we still get wrong", ""]
        lines += [f"- {_quote(failure.text)}: {failure.expected_failure}" for failure in failures] + [""]
    return "\n".join(lines)


def _trigger(trigger: Trigger) -> list[str]:
    lines = [f"### `{trigger.id}`", ""]
    for kind, words in (("verbs", trigger.verbs), ("nouns", trigger.nouns), ("adjectives", trigger.adjectives)):
        if words:
            lines.append(f"- {kind}: {', '.join(words)}")
    if trigger.mode:
        lines.append(f"- mode: {trigger.mode}")
    if trigger.cameo:
        lines.append(f"- CAMEO: {trigger.cameo}")
    if trigger.light:
        lines.append(f"- only under: {', '.join(trigger.light)}")
    for key, values in trigger.when.items():
        lines.append(f"- when {key} is one of: {', '.join(f'`{value}`' for value in values)}")
    for key, values in trigger.unless.items():
        lines.append(f"- unless {key} is one of: {', '.join(f'`{value}`' for value in values)}")
    if trigger.content:
        lines.append(f"- what it governs: {trigger.content}")
    lines += ["", *(f"> {_quote(example.text)}" for example in trigger.examples), ""]
    return lines


def _quote(text: str) -> str:
    return f"`{text}`"

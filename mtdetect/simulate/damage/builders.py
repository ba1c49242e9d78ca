"""What builders of pages, wikis, word processors and players leave within and behind paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from mtdetect import segment
from mtdetect.simulate.damage.markup import after_sentences, on_names
from mtdetect.simulate.damage.registry import Registry, joined, paragraphs_of

registry = Registry()
_markup, _page = registry.add("markup"), registry.add("page")


def _within(text: str, lines: Sequence[str], every: int = 1) -> str:
    """Put lines behind the first sentence of every n-th paragraph."""
    parts = []
    for i, paragraph in enumerate(paragraphs_of(text)):
        sentences = [paragraph[start:end] for start, end in segment.sentences(paragraph)]
        if i % every == 0 and len(sentences) > 1:
            sentences.insert(1, lines[i // every % len(lines)])
        parts.append(" ".join(sentences))
    return joined(parts)


@_markup
def notes_with_templates(text: str) -> str:
    note = (
        "<ref>{{{{cite news|last=Hale|first=Ana|url=https://harbortimes.example/{n}|title=Vote put "
        "off|work=[[Harbor Times]]|date=4 March 2021}}}}</ref>"
    )
    return after_sentences(text, note, 2)


@_markup
def notes_by_name(text: str) -> str:
    return after_sentences(text, '<ref name="hale{n}" /><ref name="b">Hale, p. {n}.</ref>', 2)


@_markup
def templates_left(text: str) -> str:
    return after_sentences(text, "{{{{sfn|Hale|2021|p={n}}}}}", 2)


@_markup
def caret_notes(text: str) -> str:
    return after_sentences(text, "[^{n}]", 2)


@_markup
def outside_links(text: str) -> str:
    return on_names(text, lambda name: f"[https://harbortimes.example/t {name}]")


@_markup
def files_of_wikis(text: str) -> str:
    return text.replace("\n\n", "\n\n[[File:Bridge.jpg|thumb|200px|The bridge in 2021]]\n")


@_markup
def styled_spans(text: str) -> str:
    return on_names(text, lambda name: f"[{name}]{{.underline}}")


@_markup
def fenced_paragraphs(text: str) -> str:
    return joined([f"::: {{.story}}\n{p}\n:::" for p in paragraphs_of(text)])


@_markup
def links_in_ticks(text: str) -> str:
    return on_names(text, lambda name: f"`{name} <https://harbortimes.example/t>`_")


@_markup
def links_of_chats(text: str) -> str:
    return on_names(text, lambda name: f"<https://harbortimes.example/t|{name}>")


@_markup
def names_behind_links(text: str) -> str:
    return on_names(text, lambda name: f"link:/topics/t[{name}]")


@_markup
def paths_behind_names(text: str) -> str:
    return on_names(text, lambda name: f"{name} (/topics/{len(name)}-t)")


@_markup
def emphasis_of_typesetters(text: str) -> str:
    return on_names(text, lambda name: f"\\emph{{{name.replace(' ', '~')}}}")


@_markup
def fields_of_word_processors(text: str) -> str:
    return on_names(text, lambda name: f'{{ HYPERLINK "https://a.example/t" \\o "t" }}{name}')


@_markup
def smart_tags(text: str) -> str:
    return on_names(text, lambda name: f'<st1:place w:st="on">{name}</st1:place>')


@_markup
def tags_of_word_processors(text: str) -> str:
    return "\n".join(f'<p class="MsoNormal">{p}<o:p></o:p></p>' for p in paragraphs_of(text))


@_markup
def tags_within_values(text: str) -> str:
    return on_names(text, lambda name: f"<a href=\"/t?a=1>2\" data-t='<b>t</b>'>{name}</a>")


@_markup
def tags_of_components(text: str) -> str:
    return "\n".join(f"<Story key={{3}}>{p}</Story>" for p in paragraphs_of(text))


@_markup
def tags_of_tables(text: str) -> str:
    return "".join(f"<tr><td>{p}</td></tr>" for p in paragraphs_of(text))


@_markup
def tags_without_brackets(text: str) -> str:
    return on_names(text, lambda name: f'a href="https://a.example/t" rel="x">{name}/a>')


@_markup
def shortcodes_of_builders(text: str) -> str:
    codes = '[vc_row][vc_column width="1/1"]', "[/vc_column][/vc_row]"
    return "".join(f"{codes[0]}{p}{codes[1]}" for p in paragraphs_of(text))


@_markup
def scripts_within(text: str) -> str:
    return _within(text, ["<script>(ads = window.ads || []).push({});</script>"])


@_markup
def functions_within(text: str) -> str:
    return _within(text, ["tag.cmd.push(function() { tag.display('ad-1'); });"])


@_markup
def drawings_behind_names(text: str) -> str:
    return on_names(text, lambda name: f'{name}<svg viewBox="0 0 8 8"><path d="M0 0h8"/></svg>')


@_markup
def colors_of_terminals(text: str) -> str:
    return on_names(text, lambda name: f"\x1b[1m{name}\x1b[0m")


@_markup
def times_within(text: str) -> str:
    return after_sentences(text, " [00:12:{n:02}]", 2)


@_page
def dates_and_times_before(text: str) -> str:
    return joined(
        [f"2021-03-04T14:{10 + i % 50}:00Z {p}" for i, p in enumerate(paragraphs_of(text))]
    )


@_page
def entries_of_a_live_blog(text: str) -> str:
    return joined(
        [
            f"{i + 2}h ago 14.{10 + i % 50} GMT\n{p}\nShare\nUpdated at 14.50 GMT"
            for i, p in enumerate(paragraphs_of(text))
        ]
    )


@_page
def headlines_within(text: str) -> str:
    return _within(
        text,
        (
            "Read more: Ferry line adds two boats before summer",
            "RELATED: What we know about the closed bridge",
        ),
        2,
    )


@_page
def headlines_at_the_end(text: str) -> str:
    return joined([f"{p} Read more: Ferry line adds two boats" for p in paragraphs_of(text)])


@_page
def advertisements_before(text: str) -> str:
    return joined([f"Advertisement {p}" for p in paragraphs_of(text)])


@_page
def advertisements_within(text: str) -> str:
    return _within(text, ("ADVERTISEMENT", "Article continues below this ad"))


@_page
def pictures_within(text: str) -> str:
    return _within(text, ("[Image: a pier in the rain]", "[Video]"))


@_page
def new_tabs(text: str) -> str:
    return on_names(text, lambda name: f"{name} (opens in new tab)")


@_page
def counts_of_comments(text: str) -> str:
    return joined([f"{p} {i + 3} comments" for i, p in enumerate(paragraphs_of(text))])


@_page
def more_to_see(text: str) -> str:
    return joined([f"{p}... See More" for p in paragraphs_of(text)])


@_page
def read_out(text: str) -> str:
    return joined([f"{p} Link to this paragraph #" for p in paragraphs_of(text)])

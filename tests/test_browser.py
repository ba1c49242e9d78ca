"""The page in a real browser: headless Chromium, driven over its own DevTools pipe."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import mtdetect
from mtdetect.compare.page import page as versions_page_of
from mtdetect.results import KINDS, Document, Evidence, Explanation, Paragraph
from mtdetect.show.report import document_html, page

pytestmark = pytest.mark.browser

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)

# Chromium reads commands from descriptor 3 and writes answers to 4.
_LAUNCHER = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for end, place in zip(ends, (3, 4)):
    os.dup2(end, place)
os.execv(sys.argv[3], sys.argv[3:])
"""
_PATIENCE = 60  # seconds for one answer, so that a browser that hangs fails the test


class Browser:
    """One tab of Chromium, and what it logged and asked for."""

    def __init__(self, program: str, profile: Path) -> None:
        to_browser, self._write_end = os.pipe()
        self._read_end, from_browser = os.pipe()

        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", _LAUNCHER, str(to_browser), str(from_browser)),
                *(program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(to_browser, from_browser),
        )
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._loaded = 0
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "DOM", "Accessibility"):
            self.call(f"{domain}.enable")

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._read_end], [], [], _PATIENCE)[0]:
                raise RuntimeError(f"Chromium gave no answer in {_PATIENCE} s")
            read = os.read(self._read_end, 1 << 20)
            if not read:
                raise RuntimeError("Chromium ended before it answered")
            self._buffer += read
        line, self._buffer = self._buffer.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        method, what = message.get("method"), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(what["request"]["url"])
        elif method == "Log.entryAdded":
            self.complaints.append(what["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(what["exceptionDetails"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.complaints.append(str(what["args"]))
        elif method == "Page.loadEventFired":
            self._loaded += 1

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._write_end, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self._note(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, path: Path, *, width: int = 1280, scheme: str = "light") -> None:
        self.complaints, self.requests = [], []
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.media(scheme)
        before = self._loaded
        self.call("Page.navigate", url=path.as_uri())
        while self._loaded == before:
            self._note(self._next())

    def media(self, scheme: str, *, medium: str = "") -> None:
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=medium, features=features)

    def ask(self, expression: str) -> Any:
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        number, text = {"Tab": (9, ""), "Enter": (13, "\r")}[key]
        for kind in ("keyDown" if text else "rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                text=text if kind == "keyDown" else "",
                windowsVirtualKeyCode=number,
            )

    def point_at(self, selector: str) -> None:
        box = self.ask(
            f"(() => {{ const e = document.querySelector({selector!r});"
            "e.scrollIntoView({block: 'center', behavior: 'instant'});"
            "const b = e.getClientRects()[0]; return [b.x + b.width / 3, b.y + b.height / 2]; })()"
        )
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])

    def close(self) -> None:
        self._session = None
        try:
            self.call("Browser.close")
        except (OSError, RuntimeError):
            self._process.kill()
        self._process.wait(timeout=20)
        os.close(self._write_end)
        os.close(self._read_end)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    opened = Browser(program, tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


TEXT = (
    "The metropolis council of Harwick voted to hold its ferries walking, and english visitors "
    "paid $ 40 a head. Boasburg, the harbour master, agreed. which nobody read."
)
SHORT = '<b>Sign & send</b> "now"'


def _document() -> Document:
    words: tuple[tuple[str, str, str | None, float], ...] = (
        ("metropolis council", "odd_swap", "city council", 2.1),
        ("hold its ferries walking", "collocation", None, 0.9),
        ("walking", "odd_swap", "running", 1.4),
        ("english", "lost_capital", "English", 0.6),
        ("$ 40", "typography", "$40", 0.3),
        ("Boasburg", "garbled_name", "Boasberg", 1.1),
        ("agreed. which nobody read", "broken_sentence", None, 0.8),
        ("visitors", "calque", "guests", 0.5),
        ("harbour", "wording", "port", 0.2),
        ("nobody", "style", None, -0.2),
    )
    text = f"{TEXT}\n\n{SHORT}"
    found = tuple(
        Evidence(kind, text.index(w), text.index(w) + len(w), w, suggestion, weight)  # type: ignore[arg-type]
        for w, kind, suggestion, weight in words
    )
    probabilities = {"human": 0.03, "spun": 0.9, "translated": 0.07}
    first = Paragraph(
        TEXT, 0, len(TEXT), 0.97, "spun", True, probabilities, 0.95, 7.0, None,
        lambda: Explanation(found),
    )  # fmt: skip
    second = Paragraph(
        SHORT, len(TEXT) + 2, len(text), None, None, False, None, None, reason="too_short"
    )
    return Document(text, 0.97, "spun", True, probabilities, 1.0, 0.01, (first, second))


DOCUMENT = _document()
EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.txt"))

# The words under each mark, by its id, without its letter and the tips of marks within it.
_MARKED = (
    "Object.fromEntries([...document.querySelectorAll('mark')].map(m => {"
    "const c = m.cloneNode(true); c.querySelectorAll('sup, .mtd-tip').forEach(x => x.remove());"
    "return [m.id, c.textContent]; }))"
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(page(DOCUMENT, title="Harwick keeps its ferries"), encoding="utf-8")
    return path


def test_every_span_is_marked_and_says_its_words(browser: Browser, written: Path) -> None:
    browser.open(written)
    marks = browser.ask(_MARKED)
    assert sorted(marks.values()) == sorted(e.text for e in DOCUMENT.evidence)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_page_of_every_example(browser: Browser, tmp_path: Path, example: Path) -> None:
    import mtdetect

    doc = mtdetect.score(example.read_text(encoding="utf-8"))
    path = tmp_path / "page.html"
    path.write_text(page(doc, title=example.name), encoding="utf-8")
    browser.open(path, width=390)
    marks = browser.ask(_MARKED)
    assert len(marks) == len(doc.evidence)
    # Of two spans that cross, the later is marked from where the earlier ends.
    assert all(e.text.endswith(marks[f"e{n}"]) for n, e in enumerate(doc.evidence, 1))
    for name in marks:
        browser.ask(f"document.getElementById({name!r}).focus()")
        tip = f"document.getElementById('{name}-why')"
        assert browser.ask(f"getComputedStyle({tip}).display") == "block"
    assert browser.ask("document.documentElement.scrollWidth") <= 390
    assert browser.requests == [path.as_uri()]
    assert browser.complaints == []


def test_asks_no_network_and_logs_nothing(browser: Browser, written: Path) -> None:
    browser.open(written)
    browser.ask("document.querySelector('mark').focus()")
    assert browser.requests == [written.as_uri()]
    assert browser.complaints == []


def test_tooltips_open_one_after_another_by_keyboard(browser: Browser, written: Path) -> None:
    browser.open(written)
    browser.ask("document.querySelector('#article').focus()")
    shown = (
        "[...document.querySelectorAll('[role=tooltip]')]"
        ".filter(t => getComputedStyle(t).display !== 'none').map(t => t.innerText)"
    )
    assert browser.ask(shown) == []
    for evidence in sorted(DOCUMENT.evidence, key=lambda e: (e.start, -e.end)):
        browser.press("Tab")
        tips = browser.ask(shown)
        assert len(tips) == 1
        described = browser.ask(
            "document.getElementById(document.activeElement.getAttribute('aria-describedby'))"
            ".innerText"
        )
        assert tips == [described]
        assert evidence.suggestion is None or f"probably: {evidence.suggestion}" in described
        assert f"{abs(evidence.weight):.2f}" in described


def test_pointing_at_a_mark_inside_another_opens_only_its_own(
    browser: Browser, written: Path
) -> None:
    browser.open(written)
    browser.point_at("mark mark.k-odd_swap")
    tips = browser.ask(
        "[...document.querySelectorAll('[role=tooltip]')]"
        ".filter(t => getComputedStyle(t).display !== 'none').map(t => t.innerText)"
    )
    assert len(tips) == 1
    assert "probably: running" in tips[0]


@pytest.mark.parametrize("width", [360, 390, 820, 1000, 1280, 1800])
def test_nothing_sticks_out_sideways_and_tooltips_stay_inside(
    browser: Browser, written: Path, width: int
) -> None:
    browser.open(written, width=width)
    boxes = browser.ask(
        "[...document.querySelectorAll('mark')].map(m => { m.focus(); const b = document"
        ".getElementById(m.getAttribute('aria-describedby')).getBoundingClientRect();"
        "return [b.left, b.right]; })"
    )
    assert all(0 <= left < right <= width for left, right in boxes)
    assert browser.ask("document.documentElement.scrollWidth") <= width


def test_kinds_differ_without_colour(browser: Browser, written: Path) -> None:
    browser.open(written)
    looks = browser.ask(
        "Object.fromEntries([...document.querySelectorAll('mark')].map(m => {"
        "const s = getComputedStyle(m); return [[...m.classList].find(c => c.startsWith('k-')),"
        "[s.textDecorationLine, s.textDecorationStyle, s.textDecorationThickness].join(' ')]; }))"
    )
    assert set(looks) == {f"k-{kind}" for kind in KINDS}
    assert len(set(looks.values())) == len(KINDS)


# Relative luminance and contrast as WCAG 2.2 defines them, on colours painted to a canvas.
_CONTRAST = """
(() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const paint = layers => { canvas.clearRect(0, 0, 1, 1);
    for (const c of layers) { canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const light = rgb => rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92
    : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05); };
  document.querySelectorAll('[role=tooltip]').forEach(t => t.style.display = 'block');
  const worst = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const style = getComputedStyle(e);
    if (style.display === 'none') continue;
    const under = [];
    for (let up = e; up; up = up.parentElement) under.unshift(getComputedStyle(up).backgroundColor);
    const back = paint(under);
    worst.push([ratio(paint([...under, style.color]), back), e.className || e.tagName, 'text']);
    if (e.tagName === 'MARK') worst.push([1.5 *
      ratio(paint([...under, style.textDecorationColor]), back), e.className, 'underline']);
  }
  return worst.sort((a, b) => a[0] - b[0]).slice(0, 3);
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_aa(browser: Browser, written: Path, scheme: str) -> None:
    browser.open(written, scheme=scheme)
    worst = browser.ask(_CONTRAST)
    assert worst[0][0] >= 4.5, worst


@pytest.mark.parametrize(("paper", "ink"), [("#fff", "#000"), ("#111", "#eee")])
def test_notebook_fragment_keeps_contrast_on_light_and_dark(
    browser: Browser, tmp_path: Path, paper: str, ink: str
) -> None:
    path = tmp_path / "cell.html"
    path.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><body style='background:{paper};color:{ink}'>"
        f"{document_html(DOCUMENT)}",
        encoding="utf-8",
    )
    browser.open(path)
    worst = browser.ask(_CONTRAST)
    assert worst[0][0] >= 4.5, worst


def test_paper_carries_the_numbers_and_the_table(browser: Browser, written: Path) -> None:
    browser.open(written)
    browser.media("light", medium="print")
    numbers = browser.ask("[...document.querySelectorAll('mark > sup')].map(s => s.innerText)")
    rows = browser.ask(
        "[...document.querySelectorAll('tbody tr td:first-child')].map(c => c.innerText)"
    )
    browser.media("light")
    assert sorted(numbers) == sorted(rows)
    assert len(rows) == len(DOCUMENT.evidence)


def test_screen_readers_hear_a_mark_with_its_reason(browser: Browser, written: Path) -> None:
    browser.open(written)
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    described: Callable[[dict[str, Any]], str] = lambda n: n.get("description", {}).get("value", "")  # noqa: E731
    heard = [described(n) for n in nodes if n.get("role", {}).get("value") == "mark"]
    assert len(heard) == len(DOCUMENT.evidence)
    assert any("probably: city council" in words for words in heard)


# Versions of a story side by side.


@pytest.fixture(scope="module")
def versions_page(tmp_path_factory: pytest.TempPathFactory, shipped: object) -> Path:
    names = sorted((EXAMPLES[0].parent / "versions").glob("*.txt"))
    found = mtdetect.compare([p.read_text("utf-8") for p in names], [p.stem for p in names])
    path = tmp_path_factory.mktemp("versions") / "page.html"
    path.write_text(versions_page_of(found.clusters, title="A <b>ferry</b>"), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 820, 1280])
def test_versions_fit_every_width(browser: Browser, versions_page: Path, width: int) -> None:
    browser.open(versions_page, width=width)
    assert browser.ask("document.documentElement.scrollWidth") <= width
    heads = browser.ask("[...document.querySelectorAll('.mtd-columns thead th')].length")
    assert heads == 7  # all but the independent report
    # On a phone the versions stand below each other, each cell under its version's name.
    lefts = browser.ask(
        "[...document.querySelectorAll('.mtd-columns tbody tr:first-child td')]"
        ".map(td => td.getBoundingClientRect().left)"
    )
    assert (len(set(lefts)) == 7) == (width > 768)
    shown = browser.ask(
        "getComputedStyle(document.querySelector('.mtd-columns td'), '::before').content"
    )
    assert ("herald" in shown) == (width <= 768)
    assert browser.requests == [versions_page.as_uri()]
    assert browser.complaints == []


def test_the_names_of_versions_stay_in_sight(browser: Browser, versions_page: Path) -> None:
    browser.open(versions_page)
    seen = browser.ask(
        "(() => { const box = document.querySelector('.mtd-scroll');"
        "box.scrollIntoView({behavior: 'instant'}); box.scrollTo(box.scrollWidth, 1e6);"
        "const frame = box.getBoundingClientRect();"
        "const heads = [...box.querySelectorAll('thead th')].map(h => h.getBoundingClientRect());"
        "return [box.scrollTop, frame.height <= innerHeight, heads[0].left >= frame.left,"
        "heads.every(h => h.top >= frame.top && h.bottom <= frame.bottom)]; })()"
    )
    assert seen[0] > 0  # it was scrolled down, and sideways
    assert seen[1:] == [True, True, True]


@pytest.mark.parametrize(
    ("part", "width"),
    [*product([".mtd-verdicts"], [360, 820, 1280]), *product([".mtd-columns thead"], [820, 1280])],
)
def test_no_word_of_a_comparison_is_broken(
    browser: Browser, versions_page: Path, part: str, width: int
) -> None:
    browser.open(versions_page, width=width)
    broken = browser.ask(
        "(() => { const found = [];"
        f"const texts = document.createTreeWalker(document.querySelector('{part}'), 4);"
        "while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/\\S+/g)) {"
        "const range = document.createRange();"
        "range.setStart(texts.currentNode, word.index);"
        "range.setEnd(texts.currentNode, word.index + word[0].length);"
        "const tops = new Set([...range.getClientRects()].map(r => Math.round(r.top)));"
        "if (tops.size > 1) found.push(word[0]); } return found; })()"
    )
    assert broken == []


def test_a_changed_word_says_by_keyboard_what_stood_there(
    browser: Browser, versions_page: Path
) -> None:
    browser.open(versions_page)
    browser.ask("document.querySelector('.mtd-scroll').focus()")
    browser.press("Tab")
    shown = browser.ask(
        "[...document.querySelectorAll('[role=tooltip]')]"
        ".filter(t => getComputedStyle(t).display !== 'none').map(t => t.innerText)"
    )
    assert len(shown) == 1
    assert browser.ask("document.activeElement.tagName") == "MARK"
    inside = browser.ask(
        "(() => { const b = [...document.querySelectorAll('[role=tooltip]')]"
        ".find(t => getComputedStyle(t).display !== 'none').getBoundingClientRect();"
        "return b.left >= 0 && b.right <= innerWidth && b.bottom <= innerHeight; })()"
    )
    assert inside


def test_the_lists_of_changes_open_by_keyboard(browser: Browser, versions_page: Path) -> None:
    browser.open(versions_page)
    browser.ask("document.querySelector('details summary').focus()")
    assert not browser.ask("document.querySelector('details').open")
    browser.press("Enter")
    assert browser.ask("document.querySelector('details').open")

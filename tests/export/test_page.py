"""The HTML timeline, as text and in a browser."""

import base64
import hashlib
import json
import re
import shutil
from dataclasses import replace

import pytest

from kb.export import html, records
from kb.model import Knowledge
from tests.export import stories
from tests.export.stories import HOSTILE

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
SWITCHES = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--window-size=1280,1000"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def data(page):
    """Return the records in the page."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_page_holds_the_records(known):
    """The data of the page are the records of the contract, with words beside them."""
    found = data("".join(html.write(known)))
    for record in found:
        assert set(record.pop("words")) == {"when", "chapter", "basis"}
        assert all(claim.pop("words") for claim in record["claims"])
    assert sorted(found, key=lambda one: one["id"]) == sorted(records(known), key=lambda one: one["id"])


def test_policy_allows_only_its_own_parts(known):
    """The page's policy forbids all loading and names the hashes of its one script and one style."""
    page = "".join(html.write(known))
    policy = re.search('Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none';")
    for element in ("script", "style"):
        (content,) = re.findall(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}';" in policy
    assert not re.search(r"\b(?:src|href)=", page.split('<script type="application/json"')[0])


def test_hostile_text_cannot_leave_its_script(hostile):
    """The data of the page hold no less-than sign, so that no text can end or open an element."""
    page = "".join(html.write(hostile))
    start = page.index('id="data">') + len('id="data">')
    assert "<" not in page[start : page.index("</script>", start)]
    assert data(page)[0]["claims"][0]["trigger"] == HOSTILE


class Page:
    """A timeline open in a browser."""

    def __init__(self, driver, folder):
        self.driver, self.folder = driver, folder

    def open(self, knowledge, fragment=""):
        """Load the timeline of that knowledge from disk."""
        file = self.folder / "timeline.html"
        file.write_text("".join(html.write(knowledge)), "utf8", newline="")
        self.driver.get("about:blank")
        self.driver.get(file.as_uri() + fragment)
        return self

    def all(self, selector):
        """Return the elements."""
        return self.driver.find_elements("css selector", selector)

    def shown(self, selector="details.event"):
        """Return those elements that are not hidden, by themselves or with their section."""
        return self.run(
            f"return [...document.querySelectorAll('{selector}')].filter((one) => !one.closest('[hidden]'))"
        )

    def labels(self):
        """Return the labels of the events that the list shows."""
        return [one.find_element("css selector", ".label bdi").get_attribute("textContent") for one in self.shown()]

    def run(self, script, *arguments):
        """Return what the script returns, two frames later."""
        result = self.driver.execute_script(script, *arguments)
        self.driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
        return result

    def enter(self, name, value):
        """Set a field as a reader would and let the page take notice."""
        script = "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
        self.run(script + "field.dispatchEvent(new Event('input', {bubbles: true}))", name, value)

    def press(self, key):
        """Press a key on the axis."""
        self.all("#axis-box")[0].send_keys(key)
        self.run("return 0")

    def scale(self):
        """Return the scale of the axis in px a day."""
        return float(self.all("#axis-box")[0].get_attribute("data-scale"))

    def complaints(self):
        """Return what the browser's console holds, which this empties."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Start headless Chromium; skip where there is none."""
    if not (BROWSER and DRIVER):
        pytest.skip("needs chromium and chromedriver on the path (Debian: chromium, chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for switch in SWITCHES:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield Page(driver, tmp_path_factory.mktemp("page"))
    driver.quit()


@pytest.fixture
def page(browser, known):
    """Open the story; whatever the test does must leave the console empty."""
    yield browser.open(known)
    assert browser.complaints() == []


def test_page_shows_every_event(page):
    """All events are listed; those with a date are drawn, and the undated one stands apart with the reason."""
    assert len(page.shown()) == 10
    assert len(page.all("#lanes .mark")) == 8  # one more lies beyond the edge, where most events are not
    assert page.all("#earlier")[0].text == "‹ 1 earlier"
    page.press("0")
    assert len(page.all("#lanes .mark")) == 9
    last = page.all(".chapter")[-1].text
    assert last.startswith("Undated")
    assert "none was guessed" in last
    assert "1 of them undated" in page.all("#count")[0].text


@pytest.mark.parametrize(
    ("field", "value", "count"),
    [
        ("who", "brandt", 1),
        ("who", "Dockers", 4),
        ("type", "strike", 3),
        ("text", "harbour board", 1),
        ("text", "CRANE repaired", 1),
        ("text", "no such words", 0),
        ("since", "2023-06-01", 4),
        ("until", "2015-06-01", 3),
        ("until", "2014-12-31", 2),
    ],
)
def test_filters(page, field, value, count):
    """A filter keeps what fits; a range of dates keeps what could have happened in it and no undated event."""
    page.enter(field, value)
    assert len(page.shown()) == count
    assert page.all("#count")[0].text.startswith(f"{count} of 10 events")
    page.all("#clear")[0].click()
    assert len(page.shown()) == 10


def test_status_filter(page):
    """Taking away a status takes its events from list and axis."""
    page.all("#statuses input[value=occurred]")[0].click()
    page.run("return 0")
    assert page.labels() == [
        "a second walkout",
        "talks",
        "fishing quotas are being cut",
        "the harbour board meets the union",
    ]
    assert len(page.all("#lanes .mark")) == 4
    assert not page.all("#lanes .mark.occurred")


def test_evidence(page):
    """An opened event shows each quote with its trigger marked by code points, speaker, source, date and words."""
    event = next(one for one in page.shown() if "harbour board meets" in one.text)
    assert not event.find_elements("css selector", "blockquote")
    event.find_element("css selector", "summary").click()
    page.run("return 0")
    assert (
        event.find_element("css selector", "blockquote").text
        == "“The harbour 🚢 board will meet the union next month,”"
    )
    assert event.find_element("css selector", "mark").text == "meet"
    shown = event.find_element("css selector", ".evidence").text
    for words in (
        "Ida Brandt (“said”, quoted)",
        "The Halvik Courier, published 16 June 2023",
        "July 2023 — worked out from another date: “next month”",
    ):
        assert words in shown
    assert event.find_element("css selector", "a").get_attribute("href") == "https://news.example/halvik?a=1&b=2"


def test_zoom_and_pan(page):
    """Buttons, keys and Ctrl with the wheel zoom; arrows pan; a bare wheel is left to the page."""
    start = page.scale()
    page.all("[data-do=in]")[0].click()
    page.run("return 0")
    nearer = page.scale()
    assert nearer > start
    page.press("-")
    assert page.scale() == pytest.approx(start, rel=1e-3)
    wheel = "return !document.getElementById('axis-box').dispatchEvent(new WheelEvent('wheel', {deltaY: -100, ctrlKey: arguments[0], cancelable: true, bubbles: true}))"
    assert page.run(wheel, True) is True
    assert page.scale() > start
    zoomed = page.scale()
    assert page.run(wheel, False) is False
    assert page.scale() == zoomed
    labels = [one.text for one in page.all("#axis text")]
    page.press("\ue014")  # right arrow
    assert [one.text for one in page.all("#axis text")] != labels


@pytest.mark.parametrize("query", ["", "meeting 19"])
def test_ticks_stand_under_their_lines(browser, many, query):
    """Each tick of the axis stands under a line of the grid, with a scroll bar beside the lanes and without."""
    page = browser.open(many)
    page.enter("text", query)
    places = "return [...document.querySelectorAll(arguments[0])].map((line) => line.getBoundingClientRect().left)"
    lines, tick_marks = page.run(places, "#lanes .grid"), page.run(places, "#axis .tick")
    assert len(lines) > 5
    assert tick_marks == pytest.approx(lines, abs=0.6)


def test_keys_step_through_events(page):
    """The down arrow names the next event in words, and Enter opens it in the list."""
    page.press("\ue015\ue015")  # down arrow, twice
    assert (
        page.all("#spoken")[0].get_attribute("textContent") == "the old pier collapsed — March or April 2023 (occurred)"
    )
    page.press("\ue007")  # Enter
    assert [one.find_element("css selector", ".label").text for one in page.all("details.event[open]")] == [
        "the old pier collapsed"
    ]
    assert page.driver.switch_to.active_element.tag_name == "summary"


def test_uncertainty_is_drawn(page):
    """Days are dots, stretches solid, ranges hatched, open ends fade into arrows; a status shows without its colour."""

    def pieces(label):
        mark = page.run(
            "return [...document.querySelectorAll('#lanes .mark')].find((one) => one.textContent === arguments[0])",
            label,
        )
        return [
            one.get_attribute("class") or one.get_attribute("href")
            for one in mark.find_elements("css selector", "use, rect:not(.target), path")
        ]

    assert pieces("Dock workers in Halvik walked out") == ["#s-occurred"]
    assert pieces("strike at the port of Halvik") == ["sure"]
    assert pieces("the old pier collapsed") == ["unsure"]
    assert pieces("the town repaired the crane") == ["unsure", "tail", "tip"]
    assert pieces("fishing quotas are being cut") == ["sure", "tail", "tip", "tail", "tip"]
    assert pieces("talks") == ["unsure", "cross"]
    dash = "return getComputedStyle(document.querySelector('#lanes .mark.possible .unsure')).strokeDasharray"
    assert page.run(dash) == "4px, 2.5px"


def test_link_to_an_event(browser, known):
    """An address that ends in an event's id opens that event."""
    event = known.events[3]
    page = browser.open(known, f"#event-{event.id}")
    assert [one.get_attribute("id") for one in page.all("details.event[open]")] == [f"event-{event.id}"]


def test_hostile_page(browser, hostile):
    """Hostile text is shown as text: no script of its own runs, no element is made, no dangerous link is kept."""
    page = browser.open(hostile)
    page.all("details.event summary")[0].click()
    page.run("return 0")
    text = (
        "return document.querySelector(arguments[0]).textContent.toWellFormed()"  # the driver cannot pass half a pair
    )
    shown = HOSTILE.replace("\ud800", "\ufffd")
    assert page.run(text, ".label bdi") == "=" + shown
    assert page.run(text, ".evidence mark") == shown
    assert len(page.all("script")) == 2
    assert page.all(".evidence a") == []
    assert page.complaints() == []


def test_nothing_to_show(browser):
    """A timeline without events, or without a dated one, opens without a complaint and still answers its buttons."""
    undated = next(event for event in stories.story().events if event.when.bounds.open)
    for knowledge, count in ((Knowledge(), 0), (replace(stories.story(), events=(undated,)), 1)):
        page = browser.open(knowledge)
        for button in page.all("[data-do]"):
            button.click()
        assert len(page.shown()) == count
        assert page.all("#lanes .mark") == []
        assert page.complaints() == []


def test_many_events(browser, many):
    """Of two thousand events all are listed, but only those in sight are drawn."""
    page = browser.open(many)
    assert len(page.shown()) == 2000
    drawn = len(page.all("#lanes .mark"))
    assert 100 < drawn < 1500
    for _ in range(6):
        page.all("[data-do=in]")[0].click()
    page.run("return 0")
    assert len(page.all("#lanes .mark")) < drawn / 2
    assert page.complaints() == []


def test_narrow_page(browser, known):
    """At 380 px nothing runs out of the page, and the filters are folded."""
    size = {"width": 380, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page = browser.open(known)
        assert page.run("return document.documentElement.scrollWidth") == 380
        assert page.run("return document.getElementById('filter-box').open") is False
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_calendar_of_the_page(page):
    """The page counts days as Python does, and beyond the years that Python knows it agrees with itself."""
    import datetime as dt

    for iso in ("1970-01-01", "2024-02-29", "1900-03-01", "0001-01-01", "9999-12-31"):
        number = (dt.date.fromisoformat(iso) - dt.date(1970, 1, 1)).days
        assert page.run("return dayNumber(arguments[0])", iso) == number
    for number in (-800_000, -719_529, -719_528, -1, 0, 11_016, 3_000_000):
        assert page.run("const d = dateOf(arguments[0]); return daysFrom(d.year, d.month, d.day)", number) == number

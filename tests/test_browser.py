"""The pages in a real Chromium: nothing runs or loads, nothing overflows, everything can be read.

Run with `pytest -m browser`; `.ci/browser` installs what is needed on Debian.
"""

import shutil
from pathlib import Path

import pytest
from sample_report import HOSTILE, hostile_report, sample_report

from summarizer.render.index import IndexEntry, write_index
from summarizer.render.page import render_page

pytestmark = pytest.mark.browser

PHONE, DESKTOP = (390, 844), (1280, 900)
SWITCHES = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage
--disable-background-networking --disable-component-update --disable-sync"""

# Every text's contrast with the nearest background below it (WCAG 2.2, 1.4.3), where it is under 4.5.
FAINT = """
const light = (rgb) => rgb.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
  .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const paper = (one) => {
  for (; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor;
    if (colour !== "rgba(0, 0, 0, 0)") return colour;
  }
  return "rgb(255, 255, 255)";
};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const faint = [];
let seen = 0;
while (texts.nextNode()) {
  const one = texts.currentNode.parentElement;
  if (!texts.currentNode.data.trim() || !one.checkVisibility() || one.closest("script, style")) continue;
  seen += 1;
  const [a, b] = [getComputedStyle(one).color, paper(one)].map(light);
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) faint.push([ratio, texts.currentNode.data.trim().slice(0, 40)]);
}
return [seen, faint];
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.fail("Chromium is missing: run .ci/browser, or apt-get install chromium chromium-driver")
    options = ChromeOptions()
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for switch in [*SWITCHES.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(switch)
    chrome = Chrome(options=options, service=Service(executable_path=driver))
    yield chrome
    chrome.quit()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    report = sample_report()
    bare = {"extractive": None, "abstractive": None, "translation": None, "findings": ()}
    pages = {"full": report, "bare": report.model_copy(update=bare), "hostile": hostile_report()}
    for name, one in pages.items():
        (folder / f"{name}.html").write_text(render_page(one), encoding="utf-8")
    write_index(
        folder,
        [
            IndexEntry("tin/một.txt", report.document.title, "Tóm tắt.", 8, 7, "done", None, "full.html"),
            IndexEntry("hai.txt", "Giá lúa tăng", "Lúa được giá.", 0, 0, "done", None, "bare.html"),
            IndexEntry("ba.txt", None, None, 0, 0, "failed", "ba.txt: is empty; give a text", None),
            IndexEntry(HOSTILE, HOSTILE, HOSTILE, 1, 0, "done", None, "hostile.html"),
        ],
    )
    return folder


def show(browser, page: Path, size=DESKTOP, scheme="light") -> None:
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    browser.get_log("browser")
    browser.get(page.as_uri())


def find(browser, selector: str):
    return browser.find_element("css selector", selector)


def outline(browser, selector: str) -> str:
    return browser.execute_script(
        "return getComputedStyle(document.querySelector(arguments[0])).outlineColor", selector
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("page", ["full", "bare", "hostile", "index"])
def test_page_is_quiet_fits_and_can_be_read(browser, folder, page, size, scheme):
    show(browser, folder / f"{page}.html", size, scheme)
    width, inner = browser.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
    # The policy's own refusals would be logged too: nothing even tried to load or to run.
    assert browser.get_log("browser") == []
    assert inner == size[0]
    assert width <= size[0]
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    seen, faint = browser.execute_script(FAINT)
    assert seen > 10
    assert faint == []


def test_hostile_article_is_shown_and_not_obeyed(browser, folder):
    show(browser, folder / "hostile.html")
    assert browser.title.startswith("</bdi>")
    assert (
        browser.execute_script("return document.querySelectorAll('script, img, [onmouseover]').length") == 0
    )
    shown = find(browser, "#s1 td bdi")
    assert shown.is_displayed()
    assert shown.get_property("textContent") == HOSTILE


def test_policy_stops_a_script_that_slipped_in(browser, folder):
    page = (folder / "full.html").read_text(encoding="utf-8")
    slipped = folder / "slipped.html"
    slipped.write_text(page.replace("</main>", "<script>document.title = 'taken'</script></main>"), "utf-8")
    show(browser, slipped)
    assert browser.title != "taken"
    assert "Content Security Policy" in browser.get_log("browser")[0]["message"]


def test_languages_stand_side_by_side_and_stack_on_a_phone(browser, folder):
    place = """return [...document.querySelectorAll('#s4 td')].map((one) => one.getBoundingClientRect())
        .map((box) => [box.left, box.top, box.width])"""
    show(browser, folder / "full.html", DESKTOP)
    (left, top, _), (right, beside, _) = browser.execute_script(place)
    assert top == beside
    assert right > left + 300
    show(browser, folder / "full.html", PHONE)
    (left, top, _), (right, below, width) = browser.execute_script(place)
    assert below > top
    assert right < left + 40
    assert width > 280


def test_evidence_lights_up_when_pointed_at_and_when_opened(browser, folder):
    from selenium.webdriver import ActionChains

    show(browser, folder / "full.html")
    dark = "rgba(0, 0, 0, 0)"
    assert outline(browser, "#s4") == dark
    ActionChains(browser).move_to_element(find(browser, "#n2 p")).perform()
    assert outline(browser, "#s4") != dark
    assert outline(browser, "#s2") == dark
    find(browser, "#n1 summary").click()
    browser.execute_script("document.activeElement.blur()")
    ActionChains(browser).move_to_element(find(browser, "h1")).perform()
    assert outline(browser, "#s2") != dark
    assert outline(browser, "#s3") != dark
    assert find(browser, "#n1 .evidence").is_displayed()


def test_keyboard_opens_the_evidence_and_skips_to_the_article(browser, folder):
    from selenium.webdriver import ActionChains, Keys

    def press(key: str) -> None:
        ActionChains(browser).send_keys(key).perform()

    show(browser, folder / "full.html")
    press(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the article"
    press(Keys.TAB)
    press(Keys.TAB)
    assert browser.switch_to.active_element.text == "◆ rests on 2, 3"
    press(Keys.ENTER)
    assert find(browser, "#n1 .evidence").is_displayed()
    assert outline(browser, "#s3") != "rgba(0, 0, 0, 0)"
    find(browser, ".skip").send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#article")


def test_print_shows_closed_evidence_and_no_controls(browser, folder):
    visible = "return document.querySelector(arguments[0]).checkVisibility()"
    for page, selector, on_screen in [("full", "#n1 .evidence", False), ("index", ".tools", True)]:
        show(browser, folder / f"{page}.html")
        assert browser.execute_script(visible, selector) is on_screen
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        assert browser.execute_script(visible, selector) is not on_screen
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_index_filters_without_marks_and_sorts(browser, folder):
    from selenium.webdriver.support.select import Select

    def names() -> list[str]:
        rows = (  # innerText is empty where the browser has not laid a row out yet
            "return [...document.querySelectorAll('tbody tr:not([hidden])')]"
            ".map((row) => row.cells[0].textContent)"
        )
        return [name.split()[0] for name in browser.execute_script(rows)]

    show(browser, folder / "index.html")
    assert len(names()) == 4
    find(browser, "#filter").send_keys("gia lua")
    assert names() == ["Giá"]
    assert find(browser, "#count").text == "1 shown"
    find(browser, "#filter").clear()
    Select(find(browser, "#show")).select_by_value("failed")
    assert names() == ["ba.txt"]
    Select(find(browser, "#show")).select_by_value("all")
    Select(find(browser, "#sort")).select_by_value("findings")
    assert names()[0] == "Hội"
    find(browser, "tbody a").click()
    assert browser.current_url.endswith("/full.html")


def test_index_of_five_thousand_documents_stays_swift(browser, tmp_path):
    summary = "Viện Năng lượng bàn về điện mặt trời tại Đà Nẵng. Cả nước có 1.250 dự án đã phát điện. " * 3
    entries = [
        IndexEntry(f"tin/{n:05}.txt", f"Tin số {n}", summary, n % 3, n % 5, "done", None, f"tin/{n:05}.html")
        for n in range(5000)
    ]
    write_index(tmp_path, entries)
    show(browser, tmp_path / "index.html", PHONE)
    assert browser.get_log("browser") == []
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]
    milliseconds, shown = browser.execute_script(
        """const start = performance.now();
        const field = document.getElementById("filter");
        field.value = "so 4321";
        field.dispatchEvent(new Event("input"));
        document.body.getBoundingClientRect();
        return [performance.now() - start, document.querySelectorAll("tbody tr:not([hidden])").length];"""
    )
    assert shown == 1
    assert milliseconds < 1000

package eu.ccngateway.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.testnet.Browser;
import eu.ccngateway.launcher.testnet.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether everybody can use the console: what a screen reader hears, what eyes can read, what a keyboard reaches. */
final class ConsoleAccess {

    private static final Path AXE = Path.of("..", "..", ".ci", "tools", "node_modules", "axe-core", "axe.min.js");

    private static final Set<String> NAMED = Set.of(
            "button",
            "link",
            "searchbox",
            "textbox",
            "checkbox",
            "image",
            "meter",
            "region",
            "navigation",
            "dialog",
            "heading");

    /** What can be operated and is shown, by what a person would call it. */
    private static final String OPERABLE = """
            (() => [...document.querySelectorAll('a[href], button, input, [tabindex="0"]')]
              .filter(e => e.checkVisibility() && !e.disabled && !e.closest('dialog:not([open])'))
              .map(e => NAME(e)).join('\\n'))()
            """.replace("NAME(e)", name("e"));

    private static final String FOCUSED = """
            (() => { const e = document.activeElement, style = getComputedStyle(e);
              return e === document.body ? '' : (style.outlineStyle === 'none' ? 'NO OUTLINE ' : '') + NAME(e); })()
            """.replace("NAME(e)", name("e"));

    private static final int TABS_MAX = 400;

    private ConsoleAccess() {}

    private static String name(String element) {
        return "(E.tagName + ' ' + (E.getAttribute('aria-label') || E.id || E.querySelector('[id]')?.id || E.textContent.trim()))"
                .replace("E.", element + ".");
    }

    /** By rules of our own, which need nothing that is not here. */
    static void isNamedAndReadable(ConsolePage page) throws Exception {
        List<String> nameless = new ArrayList<>();
        for (Map<?, ?> node : page.browser().accessibility()) {
            String role = text(node.get("role"));
            boolean isHidden = Boolean.TRUE.equals(node.get("ignored"));
            if (NAMED.contains(role) && !isHidden && text(node.get("name")).isBlank()) {
                nameless.add(role + " " + node.get("properties"));
            }
        }
        assertThat(nameless).isEmpty();
        for (ConsolePage.Look look : ConsolePage.Look.values()) {
            page.look(look);
            assertThat(page.browser().value(Contrast.SCRIPT)).as(look.word()).isEmpty();
            assertThat(page.fits(look))
                    .as("no sideways scrolling, %s", look.word())
                    .isTrue();
        }
        page.look(ConsolePage.Look.LIGHT);
        assertThat(page.browser().value("document.documentElement.lang")).isEqualTo("en");
        assertThat(page.isTrue("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
                        + " === document.querySelectorAll('[id]').length"))
                .as("ids are unique")
                .isTrue();
    }

    private static String text(Object property) {
        return property instanceof Map<?, ?> map ? String.valueOf(map.get("value")) : "";
    }

    /** By the rules of axe-core, which {@code .ci/run} fetches. */
    static void hasNoSeriousFinding(ConsolePage page) throws Exception {
        Path axe = Tools.requiredFile(
                AXE, "npm install --no-save --no-package-lock --prefix .ci/tools axe-core, as .ci/run does");
        page.browser().value(Files.readString(axe) + "; true");
        for (ConsolePage.Look look : ConsolePage.Look.values()) {
            page.look(look);
            String findings = page.browser().value("""
                    axe.run(document, {resultTypes: ['violations']}).then(result => JSON.stringify({
                      passes: result.passes.length,
                      violations: result.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
                        .map(v => `${v.impact} ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)}))
                    """);
            Map<String, Object> result = Json.readObject(findings);
            assertThat((List<?>) result.get("violations")).as(look.word()).isEmpty();
            assertThat(((Number) result.get("passes")).intValue())
                    .as("rules that were tried, %s", look.word())
                    .isGreaterThan(20);
        }
        page.look(ConsolePage.Look.LIGHT);
    }

    /** Tab leads to everything there is to operate, and shows where it is. */
    static void isReachedByKeyboard(ConsolePage page) throws Exception {
        Browser browser = page.browser();
        browser.value("document.querySelector('.skip').focus()");
        String first = browser.value(FOCUSED);
        Set<String> reached = new TreeSet<>(Set.of(first));
        for (int i = 0; i < TABS_MAX; i++) {
            browser.press(Browser.Key.TAB);
            String here = browser.value(FOCUSED);
            if (here.equals(first)) {
                break;
            }
            reached.add(here);
        }
        assertThat(reached).noneMatch(name -> name.startsWith("NO OUTLINE"));
        assertThat(reached).containsAll(browser.value(OPERABLE).lines().toList());
    }
}

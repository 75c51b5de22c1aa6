package eu.ccngateway.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.launcher.testnet.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The console in a browser, as an operator handles it. */
record ConsolePage(Browser browser) {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Path SHOTS = Path.of("target", "console");
    private static final int WIDE = 1360;
    private static final int NARROW = 390;

    /** How it may be looked at. */
    enum Look {
        LIGHT(false, WIDE),
        DARK(true, WIDE),
        PHONE(false, NARROW),
        PHONE_DARK(true, NARROW);

        private final boolean isDark;
        private final int width;

        Look(boolean isDark, int width) {
            this.isDark = isDark;
            this.width = width;
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    void look(Look look) throws Exception {
        browser.look(look.isDark, look.width, look.width == WIDE ? 900 : 800);
    }

    /** Nothing must be wider than the window; a phone would make everything smaller instead. */
    boolean fits(Look look) throws Exception {
        return isTrue("document.documentElement.scrollWidth <= " + look.width);
    }

    String text(String selector) throws Exception {
        return browser.text(selector);
    }

    boolean isTrue(String expression) throws Exception {
        return browser.value(expression).equals("true");
    }

    /** Waits until an element says something. */
    void says(String selector, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(selector)).contains(text));
    }

    void click(String selector) throws Exception {
        assertThat(isTrue("document.querySelector('" + selector + "') !== null"))
                .as("%s is there", selector)
                .isTrue();
        browser.click(selector);
    }

    /** The class of a field of the map, which is its state. */
    String cell(String domain, String application) throws Exception {
        return browser.value(
                "(() => { const heads = [...document.querySelectorAll('#map thead th')].map(h => h.textContent);"
                        + "const row = [...document.querySelectorAll('#map tbody tr')].find(r => r.cells[0].textContent === '"
                        + domain
                        + "'); return row ? row.cells[heads.indexOf('" + application + "')].className : ''; })()");
    }

    void find(String id) throws Exception {
        browser.value("document.getElementById('f-id').value = ''");
        browser.type("#f-id", id);
        browser.press(Browser.Key.ENTER);
    }

    void giveToken(String token) throws Exception {
        click("#operator");
        browser.type("#token", token);
        browser.press(Browser.Key.ENTER);
    }

    void isAsked() {
        await().atMost(PATIENCE).until(() -> isTrue("document.getElementById('d-ask').open"));
    }

    /** What it looks like. */
    void keep(String name, Look... looks) throws Exception {
        for (Look look : looks) {
            look(look);
            browser.screenshot(SHOTS.resolve(name + "-" + look.word() + ".png"));
        }
        look(Look.LIGHT);
    }

    List<String> errors() {
        return browser.errors();
    }
}

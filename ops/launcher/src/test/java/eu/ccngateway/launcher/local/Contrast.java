package eu.ccngateway.launcher.local;

/** Looks for text whose contrast to what is behind it is below 4.5 to 1 (WCAG 2.2, level AA). */
final class Contrast {

    static final String SCRIPT = """
            (() => {
              const parse = text => { const n = text.match(/[0-9.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
              const light = ([r, g, b]) => [r, g, b]
                .map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4))
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                  const colour = parse(getComputedStyle(e).backgroundColor);
                  if (colour[3] === 1) return colour;
                }
                return [255, 255, 255, 1];
              };
              const bad = [];
              for (const element of document.querySelectorAll('body *')) {
                const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
                if (!own || !element.checkVisibility() || element.closest('.skip')) continue;
                const style = getComputedStyle(element);
                const [a, b] = [light(parse(element.closest('svg') ? style.fill : style.color)), light(behind(element))];
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < 4.5) bad.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}: ${element.textContent.trim().slice(0, 30)}`);
              }
              return bad.join('\\n');
            })()
            """;

    private Contrast() {}
}

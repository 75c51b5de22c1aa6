package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.xml.Element;
import java.text.Normalizer;

/** Texts in the characters the old phase has: letters lose accents that ISO 8859-1 does not know, the rest becomes {@code ?}. */
final class Latin {

    private static final int LAST = 0xff;

    private Latin() {}

    static Element of(Element element) {
        return new Element(
                element.name(),
                of(element.text()),
                element.children().stream().map(Latin::of).toList(),
                element.at());
    }

    private static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c <= LAST) {
                out.appendCodePoint(c);
            } else {
                char plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
                        .charAt(0);
                out.append(plain <= LAST ? plain : '?');
            }
        });
        return out.toString();
    }
}

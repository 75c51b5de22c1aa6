package eu.ccngateway.pki;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How constants are written for people and in files: {@code KEY_COMPROMISE} is {@code key-compromise}. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E parse(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(word)) {
                return constant;
            }
        }
        String expected = Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
        throw new PkiException("'" + word + "' (expected one of: " + expected + ")");
    }
}

package eu.ccngateway.launcher.network;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time on the command line: a number alone means seconds. */
public final class SecondsConverter implements ITypeConverter<Duration> {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|s|min|h|d|)");
    private static final Map<String, Long> MILLISECONDS =
            Map.of("ms", 1L, "s", 1_000L, "", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    @Override
    public Duration convert(String text) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        Long unit = matcher.matches() ? MILLISECONDS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException(
                    "'" + text + "' (expected: a number of seconds, or with ms, s, min, h or d)");
        }
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }
}

package eu.ccngateway.gateway.testkit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where log lines go in tests of this module, so that a test can ask what was logged: the system property
 * {@code slf4j.provider} names it. Everything is also written to {@code test.log} in the temporary directory.
 */
public final class CapturedLog implements SLF4JServiceProvider {

    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final Path file = Path.of(System.getProperty("java.io.tmpdir"), "test.log");

    /** From here on. */
    public static CapturedLog.Section begin() {
        return new Section(LINES.size());
    }

    /** What was logged since a moment. */
    public record Section(int from) {

        public List<String> lines() {
            List<String> all = List.copyOf(LINES);
            return all.subList(from, all.size());
        }

        public List<String> lines(String part) {
            return lines().stream().filter(line -> line.contains(part)).toList();
        }

        /** Lines of warnings and errors. */
        public List<String> alarms() {
            return lines().stream()
                    .filter(line -> line.startsWith("WARN") || line.startsWith("ERROR"))
                    .toList();
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, Line::new);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void write(String line) {
        LINES.add(line);
        try {
            Files.writeString(
                    file,
                    LocalTime.now(ZoneOffset.UTC) + " " + line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Line extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1L;

        Line(String name) {
            this.name = name;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                Object @Nullable [] arguments,
                @Nullable Throwable fault) {
            StringWriter text = new StringWriter();
            text.append(level + " " + name + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
            if (fault != null) {
                fault.printStackTrace(new PrintWriter(text.append('\n')));
            }
            write(text.toString());
        }
    }
}

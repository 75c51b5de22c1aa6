package eu.ccngateway.launcher.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go, one line each. In code and not in XML: reading XML would take longer than most commands do.
 * Commands say only what went wrong, on stderr; what runs for long says more, to a file or to stderr.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    private static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %-12.12thread %logger{0} %msg%n%ex";
    private static final String SHORT_LINE = "ccn: %-5level %msg%n";
    private static final String STDERR = "stderr";
    private static final String FILE_BYTES_MAX = "20MB";
    private static final int FILES_KEPT = 5;

    /** Logback finds this class as a service and calls it once. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(stderr(context, SHORT_LINE));
        // Its lines about itself are many and mean little to an operator.
        context.getLogger("org.apache.activemq").setLevel(Level.WARN);
        // Everything it says it throws as well, several times a second while a broker is away; the JMS door says it
        // once.
        context.getLogger("org.apache.qpid.jms").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Everything from INFO to a file that is rolled over; stderr shows only what went wrong. */
    public static void alsoTo(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context, LINE));
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(FILES_KEPT);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf(FILE_BYTES_MAX));
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(STDERR) instanceof OutputStreamAppender<ILoggingEvent> stderr) {
            ThresholdFilter filter = new ThresholdFilter();
            filter.setLevel(Level.WARN.levelStr);
            filter.start();
            stderr.addFilter(filter);
        }
        root.setLevel(Level.INFO);
        root.addAppender(appender);
    }

    /** Everything from INFO to stderr, with time and thread: for a service whose stderr is its log. */
    public static void allToStderr() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.INFO);
        root.addAppender(stderr(context, LINE));
    }

    private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext context, String pattern) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(STDERR);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, pattern));
        appender.start();
        return appender;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}

package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.node.Browsed;
import eu.ccngateway.node.Node;
import eu.ccngateway.protocol.message.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Waits for what becomes of a message. Reports are looked at, never taken.
 *
 * @param name COA or COD
 */
record ReportWait(String name, Duration time) {

    /** After one of these, no other will come. */
    private static final Set<String> FINAL = Set.of("COD", "EXCEPTION", "EXPIRATION");

    boolean isWanted(String type) {
        return type.equals(name) || name.equals("COA") && type.equals("COD");
    }

    /** The report, or the one that tells that it will not come; empty when neither came in time. */
    Optional<Browsed> await(Node node, String queue, MessageId id) {
        List<Browsed> seen = new ArrayList<>();
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (true) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                Optional<Browsed> next = node.browse(queue, id, left);
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                seen.add(next.get());
                String type = next.get().message().type();
                if (type.equals(name) || FINAL.contains(type)) {
                    return next;
                }
            }
        } finally {
            seen.forEach(browsed -> browsed.release().join());
        }
    }

    /** Reads {@code cod}, {@code cod 60} or {@code cod=60}; a file that follows is left alone. */
    static final class Consumer implements IParameterConsumer {

        private static final Duration USUAL = Duration.ofSeconds(30);
        private static final Pattern TIME = Pattern.compile("\\d+(\\.\\d+)?(ms|s|min|h|d)?");

        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            String text = arguments.isEmpty() ? "" : arguments.pop();
            int equals = text.indexOf('=');
            String name = (equals < 0 ? text : text.substring(0, equals)).toUpperCase(Locale.ROOT);
            if (!name.equals("COA") && !name.equals("COD")) {
                throw new ParameterException(
                        command.commandLine(), "--wait: '" + text + "' (expected: coa or cod, as in --wait cod 60)");
            }
            String time = equals < 0 ? "" : text.substring(equals + 1);
            if (equals < 0
                    && !arguments.isEmpty()
                    && TIME.matcher(arguments.peek()).matches()) {
                time = arguments.pop();
            }
            option.setValue(new ReportWait(name, time.isEmpty() ? USUAL : new SecondsConverter().convert(time)));
        }
    }
}

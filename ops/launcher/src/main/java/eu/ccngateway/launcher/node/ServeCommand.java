package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.node.IncomingCall;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Serving;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn serve}. */
@Command(
        name = "serve",
        description = {
            "Answers calls to a queue of the own domain with a shell command: the call's payload is its stdin, its stdout the answer.",
            "The command finds CCN_MESSAGE_ID, CCN_SENDER and CCN_TYPE in its environment. Ends with Ctrl-C, or after --count calls."
        },
        footer = {"", "Example:", "  ./ccn serve --as NTA.IE --queue CORE-RCT-QUE.NCTS --exec 'tr a-z A-Z'"})
public final class ServeCommand implements Callable<Integer> {

    private static final Duration LAST_ANSWER = Duration.ofMillis(300);

    @Mixin
    private NodeSession session = new NodeSession();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--queue",
            required = true,
            paramLabel = "QUEUE",
            description = "Own queue, for example CORE-RCT-QUE.NCTS.")
    private String queue = "";

    @Option(names = "--exec", required = true, paramLabel = "COMMAND", description = "Run by sh -c for each call.")
    private String command = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Message type of the answers. Default: that of the call.")
    private @Nullable String type;

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many calls.")
    private @Nullable Integer count;

    private final Console console;

    public ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(count == null ? Integer.MAX_VALUE : count);
        try (Node node = session.connect();
                Serving serving = node.serve(queue, call -> answer(call, left))) {
            console.note("ccn: serving " + serving.queue() + " as " + node.id());
            left.await();
            // The last answer leaves after its handler returned.
            LockSupport.parkNanos(LAST_ANSWER.toNanos());
        }
        return ExitCode.OK.number();
    }

    private Message answer(IncomingCall call, CountDownLatch left) throws IOException, InterruptedException {
        try {
            byte[] payload = run(call);
            say(call, payload.length);
            return call.answer(type == null ? call.message().type() : type)
                    .contentType(call.message().contentType().orElse("application/octet-stream"))
                    .payload(payload)
                    .build();
        } finally {
            left.countDown();
        }
    }

    private byte[] run(IncomingCall call) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .put(
                        "CCN_MESSAGE_ID",
                        call.message().id().map(MessageId::toString).orElse(""));
        builder.environment().put("CCN_SENDER", call.sender());
        builder.environment().put("CCN_TYPE", call.message().type());
        Process process = builder.start();
        try (InputStream answer = process.getInputStream()) {
            try (OutputStream request = process.getOutputStream()) {
                request.write(call.message().payload());
            } catch (IOException ignored) {
                // A command that does not read its stdin closes it early; its answer counts all the same.
            }
            byte[] bytes = answer.readAllBytes();
            if (!process.waitFor(call.timeLeft().toMillis() + 1, TimeUnit.MILLISECONDS)) {
                throw new IOException("the command still runs though the caller waits no longer");
            }
            if (process.exitValue() != 0) {
                throw new IOException("the command ended with " + process.exitValue() + " (expected: 0)");
            }
            return bytes;
        } finally {
            process.destroyForcibly();
        }
    }

    private void say(IncomingCall call, int length) {
        Fields fields = new Fields()
                .add("messageId", call.message().id())
                .add("status", "ANSWERED")
                .add("sender", call.sender())
                .add("type", call.message().type())
                .add("length", length);
        if (output.format() == OutputFormat.JSON) {
            console.say(Json.write(fields.values()));
        } else {
            console.note("ccn: answered " + call.message().type() + " of " + call.sender() + ", " + length + " bytes");
        }
    }
}

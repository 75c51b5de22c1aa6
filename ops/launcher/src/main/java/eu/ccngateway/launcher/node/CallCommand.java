package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn call}. */
@Command(
        name = "call",
        description =
                "Calls a partner and prints the answer. Nothing is stored: who does not serve now does not answer.",
        footer = {
            "",
            "Example:",
            "  ./ccn serve --as NTA.IE --queue CORE-RCT-QUE.NCTS --exec 'cat' &",
            "  echo ping | ./ccn call --as NTA.FR --to CORE-RCT-QUE.NCTS@CUSTTAX.IE --type CD999C-MSG.NCTS --timeout 5 -"
        })
public final class CallCommand implements Callable<Integer> {

    @Mixin
    private NodeSession session = new NodeSession();

    @Mixin
    private MessageOptions options = new MessageOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30",
            converter = SecondsConverter.class,
            description = "How long to wait for the answer. Default: 30 s.")
    private Duration timeout = Duration.ofSeconds(30);

    @Parameters(paramLabel = "FILE", description = "What to send; - is stdin.")
    private String file = "";

    private final Console console;

    public CallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Message message = options.message(file, console);
        try (Node node = session.connect()) {
            Reply reply = node.call(message, timeout).join();
            if (output.format() == OutputFormat.JSON) {
                Map.Entry<String, String> payload =
                        PayloadFiles.inJson(reply.message().payload());
                console.say(Json.write(new Fields()
                        .add("messageId", reply.message().id())
                        .add("correlationId", reply.message().correlationId())
                        .add("status", "ANSWERED")
                        .add("sender", reply.sender())
                        .add("kind", reply.message().kind())
                        .add("type", reply.message().type())
                        .add("contentType", reply.message().contentType())
                        .add("length", reply.message().payloadLength())
                        .add("verified", reply.evidence().isVerified())
                        .add(payload.getKey(), payload.getValue())
                        .values()));
            } else {
                console.write(reply.message().payload());
                console.note("ccn: " + reply.message().type() + " from " + reply.sender());
            }
            return ExitCode.OK.number();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NodeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}

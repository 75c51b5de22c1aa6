package eu.ccngateway.launcher.door;

import eu.ccngateway.doors.files.FileDoor;
import eu.ccngateway.doors.files.FileDoorConfig;
import eu.ccngateway.launcher.assembly.Running;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.launcher.node.NodeSession;
import eu.ccngateway.node.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn door files}. */
@Command(
        name = "files",
        description = {
            "Puts what is dropped in one directory, and writes what arrives to another.",
            "Drop the payload NAME first, then NAME.ccn with lines such as 'to: QUEUE@GATEWAY' and 'type: TYPE'.",
            "A message is then in OUT/sending, and ends in OUT/sent with its reports, or in OUT/refused with the reason."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn door files --as NTA.BE --out out --in in",
            "  echo '<CD001C/>' > out/m1.xml",
            "  printf 'to: CORE-RCT-QUE.NCTS@CUSTTAX.IE\\ntype: CD001C-MSG.NCTS\\n' > out/m1.xml.ccn"
        })
public final class FileDoorCommand implements Callable<Integer> {

    @Mixin
    private NodeSession session = new NodeSession();

    @Mixin
    private DoorSession door = new DoorSession();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "What is dropped here is put.")
    private Path out = Path.of("out");

    @Option(names = "--in", required = true, paramLabel = "DIR", description = "What arrives is written here.")
    private Path in = Path.of("in");

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            description = "Own queue to take from; may be repeated. Default: all this node may take from.")
    private List<String> queues = List.of();

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "1",
            converter = SecondsConverter.class,
            description = "A dropped file must not have changed for so long. Default: 1 s; 0 if you rename into place.")
    private Duration settle = Duration.ofSeconds(1);

    @Option(
            names = "--payload-max",
            paramLabel = "BYTES",
            description = "Larger files are refused. Default: " + FileDoorConfig.PAYLOAD_MAX + ".")
    private long payloadMax = FileDoorConfig.PAYLOAD_MAX;

    @Option(
            names = "--in-max",
            paramLabel = "N",
            description =
                    "With so many messages in IN nothing more is taken. Default: " + FileDoorConfig.WAITING_MAX + ".")
    private int waitingMax = FileDoorConfig.WAITING_MAX;

    private final Console console;

    public FileDoorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        FileDoorConfig config = new FileDoorConfig(out, in, queues, settle, payloadMax, waitingMax);
        try (Node node = DoorSession.connect(session.config(), console);
                FileDoor files =
                        FileDoor.start(node, config, Clock.systemUTC(), new SecureRandom(), door.printer(console))) {
            console.say("door files, " + node.id() + ", out " + out + ", in " + in + ", from "
                    + String.join(" ", files.queues()));
            new Running(console).untilAsked(() -> {
                files.close();
                node.close();
            });
        }
        return ExitCode.OK.number();
    }
}

package eu.ccngateway.launcher.door;

import eu.ccngateway.doors.http.HttpDoor;
import eu.ccngateway.doors.http.HttpDoorConfig;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn door http}. */
@Command(
        name = "http",
        description = {
            "Answers HTTP on this machine: put, get, browse, delete. GET / explains it, GET /openapi.json for machines.",
            "Callers send the header line of the file DIR/token, as curl -H @DIR/token does."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn door http --as NTA.BE --dir door --port 7490",
            "  curl -H @door/token --data-binary @cd001c.xml \\",
            "    'http://127.0.0.1:7490/v1/messages?to=CORE-RCT-QUE.NCTS@CUSTTAX.IE&type=CD001C-MSG.NCTS'"
        })
public final class HttpDoorCommand implements Callable<Integer> {

    /** The JDK's server has no other way to be told that a caller must send its request, and read its answer, in time. */
    private static final String[] TIMES = {"sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime"};

    private static final String TIME_S = "120";

    @Mixin
    private NodeSession session = new NodeSession();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "What the door keeps, and its token. Default: doors/http-NODE in the network's directory.")
    private @Nullable Path directory;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port on 127.0.0.1; 0 = any. Default: any.")
    private int port;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            defaultValue = "60",
            converter = SecondsConverter.class,
            description = "A message that is not settled for so long goes back to its queue. Default: 60 s.")
    private Duration lease = Duration.ofSeconds(60);

    @Option(
            names = "--body-max",
            paramLabel = "BYTES",
            description = "Larger bodies are refused. Default: " + HttpDoorConfig.BODY_MAX + ".")
    private int bodyMax = HttpDoorConfig.BODY_MAX;

    private final Console console;

    public HttpDoorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        for (String time : TIMES) {
            System.setProperty(time, TIME_S);
        }
        Path kept = directory == null ? session.directoryOf("http") : directory;
        HttpDoorConfig config = new HttpDoorConfig(port, kept, lease, bodyMax);
        try (Node node = DoorSession.connect(session.config(), console);
                HttpDoor http = HttpDoor.start(node, config, Clock.systemUTC(), new SecureRandom())) {
            console.say("door http, " + node.id() + ", " + http.url() + ", token " + http.tokenFile());
            new Running(console).untilAsked(() -> {
                http.close();
                node.close();
            });
        }
        return ExitCode.OK.number();
    }
}

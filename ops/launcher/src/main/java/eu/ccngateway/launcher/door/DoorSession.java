package eu.ccngateway.launcher.door;

import eu.ccngateway.doors.DoorEvent;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.node.Disconnected;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** What every door's command does: waits for a gateway, and prints what passes. */
final class DoorSession {

    @Mixin
    private OutputOption output = new OutputOption();

    /** Connects, however long that takes: a door that is started before its gateway waits for it. */
    static Node connect(NodeConfig config, Console console) {
        while (true) {
            try {
                return Node.connect(config);
            } catch (Disconnected e) {
                console.note("ccn: " + e.getMessage() + "; trying again");
            }
        }
    }

    /** Prints a line for everything that passes. */
    DoorEvent.Listener printer(Console console) {
        return event -> {
            synchronized (console) {
                console.say(output.format() == OutputFormat.JSON ? json(event) : line(event));
            }
        };
    }

    private static String json(DoorEvent event) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("event", event.what());
        all.putAll(event.fields());
        return Json.write(all);
    }

    private static String line(DoorEvent event) {
        StringBuilder line = new StringBuilder(event.what().toLowerCase(java.util.Locale.ROOT));
        for (String name :
                new String[] {"file", "report", "about-message-id", "message-id", "type", "sender", "reason"}) {
            String value = event.fields().get(name);
            if (value != null) {
                line.append("  ").append(value.replaceAll("\\p{Cntrl}", " "));
            }
        }
        return line.toString();
    }
}

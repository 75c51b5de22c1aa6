package eu.ccngateway.launcher.application;

import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.runtime.Watcher;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.OutputFormat;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Prints what an application does, a line each. */
final class ConsoleWatcher implements Watcher {

    private final Console console;
    private final OutputFormat format;
    private final Clock clock;

    ConsoleWatcher(Console console, OutputFormat format, Clock clock) {
        this.console = console;
        this.format = format;
        this.clock = clock;
    }

    @Override
    public void received(String address, Incoming message) {
        say(new Fields()
                .add("event", "RECEIVED")
                .add("type", message.name())
                .add("from", message.sender())
                .add("messageId", message.messageId()));
    }

    @Override
    public void sent(String address, Outgoing message) {
        say(new Fields()
                .add("event", "SENT")
                .add("type", message.name())
                .add("to", message.to())
                .add("movement", message.correlation()));
    }

    @Override
    public void changed(String address, Change change) {
        say(new Fields()
                .add("event", "CHANGED")
                .add("movement", change.movement())
                .add("role", change.role())
                .add("from", change.from())
                .add("to", change.to())
                .add("cause", change.cause()));
    }

    @Override
    public void failed(String address, Outgoing message, Exception why) {
        say(new Fields()
                .add("event", "FAILED")
                .add("type", message.name())
                .add("to", message.to())
                .add("reason", String.valueOf(why.getMessage())));
    }

    @Override
    public void available(String address, boolean isAvailable) {
        say(new Fields().add("event", isAvailable ? "AVAILABLE" : "UNAVAILABLE"));
    }

    void say(Fields fields) {
        Fields all = new Fields().add("at", clock.instant().truncatedTo(ChronoUnit.MILLIS));
        fields.values().forEach(all::add);
        if (format == OutputFormat.JSON) {
            console.say(Json.write(all.values()));
        } else {
            console.say(String.join(
                    "  ",
                    all.values().entrySet().stream()
                            .filter(entry -> !entry.getValue().toString().isEmpty())
                            .map(entry -> entry.getKey().equals("at")
                                            || entry.getKey().equals("event")
                                    ? entry.getValue().toString()
                                    : entry.getKey() + "=" + entry.getValue())
                            .toList()));
        }
    }
}

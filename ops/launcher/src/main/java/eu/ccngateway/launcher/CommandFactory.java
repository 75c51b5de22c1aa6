package eu.ccngateway.launcher;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.local.UpCommand;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands: those with a constructor that takes the console get it. */
final class CommandFactory implements IFactory {

    private final Console console;
    private final String command;

    CommandFactory(Console console, String command) {
        this.console = console;
        this.command = command;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == UpCommand.class) {
            return type.cast(new UpCommand(console, command));
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Console.class) {
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance(console));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}

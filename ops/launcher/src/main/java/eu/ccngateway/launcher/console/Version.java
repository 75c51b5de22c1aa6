package eu.ccngateway.launcher.console;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
public final class Version implements IVersionProvider {

    /** The version of this program alone. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"CCN Gateway " + text(), "Java " + Runtime.version()};
    }
}

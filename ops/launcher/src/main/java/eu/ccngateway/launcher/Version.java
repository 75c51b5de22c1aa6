package eu.ccngateway.launcher;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Ccn.class.getPackage().getImplementationVersion();
        return new String[] {
            "CCN Gateway " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
        };
    }
}

package eu.ccngateway.launcher;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The classes of every module as compiled, without tests, and which module may see which. */
enum House {
    PROTOCOL("protocol"),
    PKI("pki"),
    GATEWAY("gateway", PROTOCOL),
    ARTEMIS("adapters.artemis", GATEWAY, PROTOCOL),
    NODE("node", PROTOCOL),
    APPLICATIONS("applications", NODE, PROTOCOL),
    DOORS("doors", NODE, PROTOCOL),
    MONITORING("monitoring", GATEWAY, PROTOCOL),
    LOADTEST("loadtest", NODE, PROTOCOL),
    LAUNCHER("launcher", PROTOCOL, PKI, GATEWAY, ARTEMIS, NODE, APPLICATIONS, DOORS, MONITORING, LOADTEST);

    static final String ROOT = "eu.ccngateway";

    /** Read once: it is the slow part, and no rule changes it. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    private final String rootPackage;
    private final Set<House> visible;

    House(String name, House... visible) {
        this.rootPackage = ROOT + "." + name;
        this.visible = Set.of(visible);
    }

    /** Every class of ours, and no class of anybody else. */
    static JavaClasses classes() {
        return CLASSES;
    }

    /** The module a class belongs to, if it is ours. */
    static Optional<House> of(JavaClass type) {
        return List.of(values()).stream()
                .filter(module -> module.contains(type))
                .findFirst();
    }

    /** What protoc and JMH wrote: in our packages, but not of our making. */
    static DescribedPredicate<JavaClass> generated() {
        return DescribedPredicate.describe("generated", House::isGenerated);
    }

    private static boolean isGenerated(JavaClass type) {
        return type.isAssignableTo("com.google.protobuf.MessageLiteOrBuilder")
                || type.isAssignableTo("com.google.protobuf.ProtocolMessageEnum")
                || type.isAssignableTo("com.google.protobuf.GeneratedFile")
                || type.getPackageName().endsWith(".jmh_generated")
                || type.getEnclosingClass().filter(House::isGenerated).isPresent();
    }

    boolean contains(JavaClass type) {
        return type.getPackageName().equals(rootPackage)
                || type.getPackageName().startsWith(rootPackage + ".");
    }

    boolean maySee(House other) {
        return this == other || visible.contains(other);
    }

    /** This module with everything under it, in ArchUnit's notation. */
    String packages() {
        return rootPackage + "..";
    }
}

package eu.ccngateway.protocol.reference;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that an old node relies on, one fact a line: every field with its number, type and label, every enum value, every
 * refusal's number.
 */
final class WireSnapshot {

    private static final Path FILE = Path.of("src/test/resources/wire-snapshot.txt");

    private WireSnapshot() {}

    /** The facts of the code as it is. */
    static List<String> now() {
        List<String> facts = new ArrayList<>();
        Exchange.getDescriptor().getMessageTypes().forEach(message -> add(facts, message));
        Exchange.getDescriptor().getEnumTypes().forEach(type -> add(facts, type));
        for (RefusalCode code : RefusalCode.values()) {
            facts.add("refusal " + code.number() + " " + code);
        }
        return facts;
    }

    private static void add(List<String> facts, Descriptor message) {
        message.getFields()
                .forEach(field -> facts.add("message " + message.getName() + " " + field.getNumber() + " "
                        + field.getName() + ": " + label(field) + type(field)));
        message.getNestedTypes().forEach(nested -> add(facts, nested));
        message.getEnumTypes().forEach(nested -> add(facts, nested));
    }

    private static void add(List<String> facts, EnumDescriptor type) {
        type.getValues()
                .forEach(
                        value -> facts.add("enum " + type.getName() + " " + value.getNumber() + " " + value.getName()));
    }

    private static String label(FieldDescriptor field) {
        if (field.isMapField()) {
            return "map ";
        }
        if (field.isRepeated()) {
            return "repeated ";
        }
        return field.getContainingOneof() == null
                ? ""
                : "oneof " + field.getContainingOneof().getName() + " ";
    }

    private static String type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getName();
            case ENUM -> field.getEnumType().getName();
            default -> field.getType().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** The facts that were promised. */
    static List<String> promised() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Promises more. Nothing is ever taken back. */
    static void promise(List<String> more) {
        List<String> all = new ArrayList<>(Files.exists(FILE) ? promised() : List.of());
        all.addAll(more);
        try {
            Files.write(FILE, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

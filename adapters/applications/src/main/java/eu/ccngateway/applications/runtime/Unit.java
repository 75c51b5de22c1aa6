package eu.ccngateway.applications.runtime;

import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.protocol.message.MessageId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes durable together: that something was handled, what is to be remembered and sent because of it, and what has
 * been sent meanwhile.
 *
 * @param handled ids of messages the application has reacted to
 * @param sent ids of messages that need not be put again
 * @param at the application's time
 */
record Unit(List<String> handled, List<Stored> records, List<Pending> pending, List<String> sent, Instant at) {

    Unit {
        handled = List.copyOf(handled);
        records = List.copyOf(records);
        pending = List.copyOf(pending);
        sent = List.copyOf(sent);
    }

    boolean isEmpty() {
        return handled.isEmpty() && records.isEmpty() && pending.isEmpty() && sent.isEmpty();
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(at.toEpochMilli());
            texts(out, handled);
            texts(out, sent);
            out.writeInt(records.size());
            for (Stored record : records) {
                out.writeUTF(record.key());
                block(out, record.value());
            }
            out.writeInt(pending.size());
            for (Pending message : pending) {
                write(out, message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static void block(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.write(block);
    }

    private static void write(DataOutputStream out, Pending message) throws IOException {
        out.write(message.id().toBytes());
        out.writeLong(message.created().toEpochMilli());
        Outgoing outgoing = message.outgoing();
        out.writeUTF(outgoing.to());
        out.writeUTF(outgoing.channel().name());
        out.writeUTF(outgoing.type());
        out.writeUTF(outgoing.kind().name());
        out.writeInt(outgoing.priority());
        out.writeUTF(outgoing.identification());
        out.writeUTF(outgoing.correlation());
        block(out, outgoing.payload());
    }

    static Unit of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Instant at = Instant.ofEpochMilli(in.readLong());
        List<String> handled = texts(in);
        List<String> sent = texts(in);
        List<Stored> records = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            records.add(new Stored(in.readUTF(), block(in)));
        }
        List<Pending> pending = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            pending.add(message(in));
        }
        return new Unit(handled, records, pending, sent, at);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static byte[] block(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static Pending message(DataInputStream in) throws IOException {
        MessageId id = MessageId.of(in.readNBytes(MessageId.LENGTH));
        Instant created = Instant.ofEpochMilli(in.readLong());
        return new Pending(
                id,
                created,
                new Outgoing(
                        in.readUTF(),
                        Channel.valueOf(in.readUTF()),
                        in.readUTF(),
                        Kind.valueOf(in.readUTF()),
                        in.readInt(),
                        in.readUTF(),
                        in.readUTF(),
                        block(in)));
    }
}

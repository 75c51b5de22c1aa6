package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.adapters.artemis.BrokerNames;
import eu.ccngateway.gateway.queue.Entry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** How an entry looks as a message of the Core client. */
final class EntryForm {

    static final SimpleString ENTRY_ID = SimpleString.of(BrokerNames.ENTRY_ID);
    private static final SimpleString MESSAGES = SimpleString.of(BrokerNames.MESSAGES);

    private EntryForm() {}

    static ClientMessage messageOf(Entry entry, ClientSession session) {
        ByteBuf body = entry.body();
        ClientMessage message = session.createMessage(true);
        message.setRoutingType(RoutingType.ANYCAST);
        message.setPriority((byte) entry.priority());
        message.setExpiration(entry.expiresAtMs());
        message.putLongProperty(ENTRY_ID, entry.id());
        message.putIntProperty(MESSAGES, entry.messages());
        message.getBodyBuffer().writeBytes(body, body.readerIndex(), body.readableBytes());
        return message;
    }

    /** The bytes of a message, all of them: a large one is waited for. Releasing them costs and frees nothing. */
    static ByteBuf bodyOf(ClientMessage message) {
        if (!message.isLargeMessage()) {
            return message.getReadOnlyBodyBuffer().byteBuf();
        }
        ActiveMQBuffer streamed = message.getDataBuffer();
        byte[] bytes = new byte[streamed.readableBytes()];
        streamed.readBytes(bytes);
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
    }

    static long idOf(ClientMessage message) {
        return message.getLongProperty(ENTRY_ID);
    }

    static Entry entryOf(ClientMessage message, ByteBuf body) {
        return new Entry(
                idOf(message),
                message.getIntProperty(MESSAGES),
                message.getPriority(),
                message.getExpiration(),
                body.duplicate());
    }
}

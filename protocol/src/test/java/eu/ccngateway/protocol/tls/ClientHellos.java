package eu.ccngateway.protocol.tls;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** First messages of TLS clients too old for any library at hand. */
final class ClientHellos {

    private static final int TLS_11 = 0x0302;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;

    private ClientHellos() {}

    /** A client that knows nothing above TLS 1.1, with suites every server of its time had (RFC 4346). */
    static byte[] tls11() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeShort(TLS_11);
        out.write(new byte[32]);
        out.writeByte(0);
        int[] suites = {0xC009, 0xC00A, 0xC013, 0xC014, 0x002F, 0x0035};
        out.writeShort(2 * suites.length);
        for (int suite : suites) {
            out.writeShort(suite);
        }
        out.writeByte(1);
        out.writeByte(0);
        // supported_groups: secp256r1; ec_point_formats: uncompressed
        byte[] extensions = {0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0};
        out.writeShort(extensions.length);
        out.write(extensions);

        ByteArrayOutputStream record = new ByteArrayOutputStream();
        DataOutputStream wire = new DataOutputStream(record);
        wire.writeByte(HANDSHAKE);
        wire.writeShort(TLS_11);
        wire.writeShort(body.size() + 4);
        wire.writeInt(CLIENT_HELLO << 24 | body.size());
        body.writeTo(wire);
        return record.toByteArray();
    }
}

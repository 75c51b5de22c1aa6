package eu.ccngateway.monitoring.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a request gets.
 *
 * @param allow methods that would be allowed, for 405
 */
record Answer(int status, String contentType, byte[] body, String allow) {

    static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Writes one JSON value. */
    interface JsonBody {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static Answer text(int status, String text) {
        return new Answer(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8), "");
    }

    static Answer of(String contentType, byte[] body) {
        return new Answer(200, contentType, body, "");
    }

    static Answer json(JsonBody value) {
        return json(200, value);
    }

    static Answer json(int status, JsonBody value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            value.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        return new Answer(status, JSON, bytes.toByteArray(), "");
    }

    /** What is wrong, for programs and people. */
    static Answer fault(int status, String reason) {
        return json(status, json -> {
            json.writeStartObject();
            json.writeNumberField("status", status);
            json.writeStringField("reason", reason);
            json.writeEndObject();
        });
    }

    Answer allowing(String methods) {
        return new Answer(status, contentType, body, methods);
    }
}

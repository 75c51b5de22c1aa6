package eu.ccngateway.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportRowsTest {

    @Test
    void readsBackEveryRow() {
        ByteBuffer bytes = ByteBuffer.allocate(3 * ReportRows.ROW);
        for (int i = 0; i < 3; i++) {
            ReportRows.write(bytes, ByteBuffer.wrap(filled(24, i)), filled(32, 10 + i), 1L << 60 | i);
        }

        ReportRows rows = new ReportRows(bytes.array());

        assertThat(rows.size()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(rows.id(i)).isEqualTo(filled(24, i));
            assertThat(rows.leaf(i)).isEqualTo(filled(32, 10 + i));
            assertThat(rows.acceptance(i)).isEqualTo(1L << 60 | i);
        }
    }

    private static byte[] filled(int length, int with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 129 * 64})
    void refusesWhatIsNoRows(int length) {
        assertThatThrownBy(() -> new ReportRows(new byte[length]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows of a report: " + length + " bytes (expected: 1-128 rows of 64 bytes)");
    }

    @Test
    void countsOnFromTheFirstId() {
        byte[] id = filled(24, 0xff);
        id[23] = (byte) 0xfe;
        byte[] wrapped = filled(24, 0xff);
        Arrays.fill(wrapped, 16, 24, (byte) 0);

        assertThat(ReportRows.idOfRow(id, 0)).isEqualTo(id);
        assertThat(ReportRows.idOfRow(id, 1)).isEqualTo(filled(24, 0xff));
        assertThat(ReportRows.idOfRow(id, 2)).isEqualTo(wrapped);
    }
}

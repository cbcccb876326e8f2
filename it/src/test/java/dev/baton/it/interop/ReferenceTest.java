package dev.baton.it.interop;

import dev.baton.it.Built;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The matrix without Baton: what fails here is the laboratory's fault or a trait of the peers.
@Tag("kernel")
class ReferenceTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.baton.it.interop.Row#reference")
    void peersGetAlong(Row row) {
        Built.orSkip(row.first(), row.second());
        try (Story story = new Story(row)) {
            for (Cell cell : Cell.values()) {
                story.play(cell);
            }
        }
    }
}

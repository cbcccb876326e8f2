package dev.baton.daemon.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackedNumberTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'5\n', 5",
        "'  -12 and more', -12",
        "0x1F, 31",
        "-0x10, -16",
        "010, 8",
        "08, 0",
        "+7, 7",
        "words, 0",
        "0x, 0",
        "2147483647, 2147483647",
        "-2147483648, -2147483648"
    })
    void numbersAreReadAsCReadsThem(String text, long number) {
        assertThat(TrackedNumber.parse(text)).isEqualTo(OptionalLong.of(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649", "99999999999999999999999", "0xffffffffffffffffffff"})
    void numberOutsideThirtyTwoBitsIsNone(String text) {
        assertThat(TrackedNumber.parse(text)).isEmpty();
    }
}

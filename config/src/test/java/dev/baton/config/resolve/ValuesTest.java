package dev.baton.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Numbers are added up digit by digit; here they are compared with the JDK's.
class ValuesTest {
    @Test
    void decimalsAreMillionthsRoundedHalfUp() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            String text = number(random, true);
            long expected = new BigDecimal(text)
                    .movePointRight(6)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            assertThat(Values.decimal(text)).as(text).contains(expected);
        }
    }

    @Test
    void integersAreThoseOfTheJdk() {
        Random random = new Random(6);
        for (int round = 0; round < 20_000; round++) {
            String text = number(random, false);
            assertThat(Values.integer(text)).as(text).contains(Long.valueOf(text));
        }
    }

    @Test
    void whatIsNoNumberIsAbsent() {
        for (String text : new String[] {"", "+", "-", ".", "-.", "1.2.3", "1-", "0x1", "one", "1 "}) {
            assertThat(Values.decimal(text)).as(text).isEmpty();
            assertThat(Values.integer(text)).as(text).isEmpty();
        }
        assertThat(Values.integer("1.5")).isEmpty();
        assertThat(Values.integer("99999999999999999999")).isEmpty();
        assertThat(Values.decimal("9999999999999999999")).isEmpty();
    }

    /// Up to twelve digits, with or without sign, leading zeros and a point anywhere.
    private static String number(Random random, boolean point) {
        StringBuilder text = new StringBuilder();
        for (int digits = 1 + random.nextInt(12); digits > 0; digits--) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        if (point && random.nextBoolean()) {
            text.insert(random.nextInt(text.length() + 1), '.');
        }
        return switch (random.nextInt(3)) {
            case 0 -> "-" + text;
            case 1 -> "+" + text;
            default -> text.toString();
        };
    }
}

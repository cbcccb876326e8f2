package dev.baton.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void treeIsOneLine() {
        assertThat(JsonLine.of(List.of(Map.of("a", 1), List.of(), Map.of(), true, 1.5, "x")))
                .isEqualTo("[{\"a\":1},[],{},true,1.5,\"x\"]\n");
    }

    @Test
    void whatCouldEndTheLineOrTheTextIsEscaped() {
        assertThat(JsonLine.of("a\"b\\c\nd\te\u0001\u001b[2J\ud800é"))
                .isEqualTo("\"a\\\"b\\\\c\\nd\\te\\u0001\\u001b[2J\\ud800é\"\n");
    }

    @Test
    void whatJsonDoesNotKnowIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonLine.of(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> JsonLine.of(new Object()));
    }
}

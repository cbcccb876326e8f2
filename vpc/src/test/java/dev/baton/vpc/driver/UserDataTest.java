package dev.baton.vpc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.vpc.VpcException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDataTest {
    @ParameterizedTest
    @CsvSource({
        "'#!/bin/sh\ntrue', /bin/sh /run/baton/user-data",
        "'#! /usr/bin/env  python3 -x\nimport os', /usr/bin/env python3 -x /run/baton/user-data",
        "'nginx', /bin/sh /run/baton/user-data",
        "'#!\nnginx', /bin/sh /run/baton/user-data"
    })
    void theFirstLineNamesTheInterpreter(String script, String words) {
        assertThat(String.join(" ", new UserData(script).command())).endsWith("HOME=/root " + words);
    }

    @Test
    void lineBreaksInBase64AreNothing() throws VpcException {
        String script = "#!/bin/sh\n" + "echo hello\n".repeat(20);
        String text = Base64.getMimeEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8));
        assertThat(UserData.of(text).script()).isEqualTo(script);
    }

    @Test
    void whatIsNotBase64IsSaid() {
        assertThatThrownBy(() -> UserData.of("Zg=f"))
                .isInstanceOf(VpcException.class)
                .hasMessageContaining("user data");
    }
}

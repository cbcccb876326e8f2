package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelExceptionTest {
    @Test
    void itReadsAsASentence() {
        assertThat(new KernelException("add address", 17, "172.16.0.222/16 to eth0"))
                .hasMessage("add address 172.16.0.222/16 to eth0: File exists (EEXIST)");
        assertThat(new KernelException("lock memory", 1, ""))
                .hasMessage("lock memory: Operation not permitted (EPERM)");
        assertThat(new KernelException("add route", 22, "10.0.0.0/8", "Invalid prefix"))
                .hasMessage("add route 10.0.0.0/8: Invalid argument (EINVAL): Invalid prefix");
    }

    @Test
    void aNumberThatNobodyKnowsIsStillShown() {
        assertThat(new Errno(4711)).hasToString("Unknown error (errno 4711)");
    }

    @Test
    void theConstantsMatchTheTable() throws IllegalAccessException {
        for (var field : Errno.class.getFields()) {
            assertThat(((Errno) field.get(null)).symbol()).isEqualTo(field.getName());
        }
    }
}

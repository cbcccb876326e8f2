package dev.baton.it.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.Built;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Guest;
import dev.baton.it.lab.LabException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The guest does what it is told, and ends.
@Tag("kernel")
class GuestTest {
    /// What the guest runs in the test of a class.
    static final class Kernel {
        private Kernel() {}

        public static void main(String[] words) {
            System.out.println(System.getProperty("os.version") + " " + String.join(",", words));
        }
    }

    static void orSkip() {
        Built.orSkip();
        assumeTrue(Guest.isPossible(), "needs User-mode Linux");
    }

    @Test
    void scriptsAndClassesRunOnAnotherKernel() throws Exception {
        orSkip();
        try (Guest guest = Guest.boot(Duration.ofMinutes(5))) {
            assertThat(guest.attempt("echo out; echo err >&2; exit 3")).isEqualTo(new Command(3, "out\nerr\n"));
            assertThat(guest.run(Guest.java(Kernel.class, "it's", "two words"))).matches("6\\.\\S+ it's,two words\n");
            assertThat(guest.run("ipvsadm -Ln")).startsWith("IP Virtual Server");
            Files.writeString(guest.folder().resolve("from-outside"), "hello");
            guest.run("cp %1$s/from-outside %1$s/from-inside && sync".formatted(guest.folder()));
            assertThat(guest.folder().resolve("from-inside")).hasContent("hello");
            assertThatThrownBy(() -> guest.run("exit 1")).isInstanceOf(LabException.class);
        }
    }

    @Test
    void itEndsAtItsLimit() {
        orSkip();
        assertThatThrownBy(() -> {
                    try (Guest guest = Guest.boot(Duration.ofSeconds(8))) {
                        guest.run("sleep 60");
                    }
                })
                .isInstanceOf(LabException.class)
                .hasMessageContaining("past the limit of 8 s");
    }
}

package dev.baton.vpc.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BrowserTest {
    @Test
    void hostIsReadFromThePageThatTheServersShow() {
        assertThat(Browser.hostNamedIn("HTTP/1.1 200 OK\r\n\r\n" + WebServer.page("HA1")))
                .contains("HA1");
    }

    @Test
    void pageThatIsNotThereNamesNobody() {
        assertThat(Browser.hostNamedIn("")).isEmpty();
        assertThat(Browser.hostNamedIn("HTTP/1.1 404 Not Found\r\n\r\n" + WebServer.page("HA1")))
                .isEmpty();
        assertThat(Browser.hostNamedIn("HTTP/1.1 200 OK\r\n\r\n<title>Welcome to nginx!</title>"))
                .contains("nginx!");
    }
}

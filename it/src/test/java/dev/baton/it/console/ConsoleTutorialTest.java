package dev.baton.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.Built;
import dev.baton.it.cloud.CloudProcess;
import dev.baton.it.lab.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tutorial in the console, by clicks only; `target/console` keeps what was to be seen.
@Tag("kernel")
class ConsoleTutorialTest {
    private static final Pattern LINK = Pattern.compile("console +(http://\\S+)");
    private static final String SOLID = "[data-line][data-kind=solid]";
    private static final String DASHED = "[data-line][data-kind=dashed]";

    @TempDir
    private Path folder;

    private CloudProcess server;
    private Chromium page;

    @BeforeEach
    void start() throws Exception {
        Built.orSkip(Product.BATON);
        Chromium.orSkip();
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nginx")), "nginx is not installed");
        server = CloudProcess.start(folder, "--driver", "linux", "--port", "0");
        page = Chromium.start(folder.resolve("profile"), Path.of("target/console"));
    }

    @AfterEach
    void close() {
        if (page != null) {
            page.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theSolidLineMovesAndTheOtherPageIsSeen() throws Exception {
        page.open(link());
        page.click("#to-tutorial");
        for (String step : List.of("network", "instances", "havip", "bind")) {
            take(step);
        }
        assertThat(page.all(SOLID, "data-line")).as("nobody has the HaVip yet").isEmpty();
        assertThat(page.all(DASHED, "data-line")).hasSize(2);
        take("start");
        take("eip");
        take("open");
        assertThat(page.attribute("figure.browser", "data-title")).isEqualTo("Welcome to HA1");
        page.await("[data-answers=true]");
        List<String> before = page.all(SOLID, "data-line");
        page.picture("before");

        page.click("#step-stop-force");
        page.await("[data-step=stop][data-state=done]");
        take("again");
        page.await("[data-answers=true]");

        List<String> after = page.all(SOLID, "data-line");
        page.picture("after");
        assertThat(before).hasSize(2).contains("eip");
        assertThat(after).hasSize(2).contains("eip").isNotEqualTo(before);
        assertThat(page.all(DASHED, "data-line")).hasSize(1).containsAnyElementsOf(before);
        assertThat(page.attribute("figure.browser", "data-title")).isEqualTo("Welcome to HA2");
        long outage = Long.parseLong(page.attribute("[data-outage]", "data-outage"));
        assertThat(outage).as("ms until HA2 was there").isBetween(1_000L, 30_000L);
        assertThat(page.all("[data-topic=OUTAGE]", "class")).isNotEmpty();

        take("return");
        page.await("#verdict");
        assertThat(page.all(SOLID, "data-line"))
                .as("both files have priority 120")
                .isEqualTo(after);
        otherLanguageAndARefusal();
        everythingIsReleased();
    }

    private void take(String step) {
        page.click("#step-" + step);
        page.await("[data-step=" + step + "][data-state=done]");
    }

    /// What is refused is said with the API's code.
    private void otherLanguageAndARefusal() throws Exception {
        page.click("#language");
        page.await("html[lang=zh-CN]");
        page.reload();
        page.await("html[lang=zh-CN]");
        page.awaitText("#steps-heading", "教程");
        page.picture("verdict-zh");
        page.click("nav a");
        page.click("[id^=release-havip-]");
        page.click("#dialog-submit");
        assertThat(page.await(".notice strong").getText()).isEqualTo("IncorrectHaVipStatus");
        page.picture("refused");
    }

    private void everythingIsReleased() {
        page.click("nav a:last-child");
        page.click("#tutorial-clear");
        page.await("[data-step=network][data-state=now] button");
    }

    private String link() {
        Matcher found = LINK.matcher(server.log());
        assertThat(found.find()).as(server.log()).isTrue();
        return found.group(1);
    }
}

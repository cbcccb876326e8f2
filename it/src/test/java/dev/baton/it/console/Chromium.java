package dev.baton.it.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// Debian's Chromium without a window, with a profile of its own and nothing that talks to the internet.
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final Path pictures;

    private Chromium(ChromeDriver driver, Path pictures) {
        this.driver = driver;
        this.pictures = pictures;
    }

    static void orSkip() {
        assumeTrue(
                Files.isExecutable(PROGRAM) && Files.isExecutable(DRIVER), "chromium or its driver is not installed");
    }

    /// @param profile an empty folder
    /// @param pictures where screenshots go
    static Chromium start(Path profile, Path pictures) throws IOException {
        Files.createDirectories(pictures);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(PROGRAM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--no-proxy-server",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-US",
                "--window-size=1440,1100",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new Chromium(new ChromeDriver(service, options), pictures);
    }

    void open(String address) {
        driver.get(address);
    }

    /// Clicks it as soon as that is possible.
    void click(String selector) {
        patiently()
                .until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector)))
                .click();
    }

    /// The first of these, as soon as there is one.
    WebElement await(String selector) {
        return patiently().until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(selector)));
    }

    void awaitText(String selector, String text) {
        patiently().until(ExpectedConditions.textToBe(By.cssSelector(selector), text));
    }

    /// This attribute of the first of these, as soon as there is one that has it.
    String attribute(String selector, String attribute) {
        return patiently()
                .ignoring(StaleElementReferenceException.class)
                .until(page -> String.valueOf(page.findElement(By.cssSelector(selector + "[" + attribute + "]"))
                        .getDomAttribute(attribute)));
    }

    /// This attribute of all such elements. The page may draw them anew at any time.
    List<String> all(String selector, String attribute) {
        return patiently()
                .ignoring(StaleElementReferenceException.class)
                .until(page -> page.findElements(By.cssSelector(selector)).stream()
                        .map(each -> String.valueOf(each.getDomAttribute(attribute)))
                        .toList());
    }

    String source() {
        return String.valueOf(driver.getPageSource());
    }

    void reload() {
        driver.navigate().refresh();
    }

    void picture(String name) throws IOException {
        Files.write(pictures.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    private WebDriverWait patiently() {
        return new WebDriverWait(driver, PATIENCE);
    }

    @Override
    public void close() {
        driver.quit();
    }
}

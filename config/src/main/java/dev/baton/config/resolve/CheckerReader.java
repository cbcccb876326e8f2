package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.resolve.RealServerBody.Checker;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.CheckerSpec;
import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.CheckerSpec.Timing;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Applies defaults and inheritance to one checker: what its block does not say comes from the real server, then from
/// the virtual server, then from the kind of checker.
final class CheckerReader {
    private static final long INTERVAL_SECONDS = 60;
    private static final long TIMEOUT_SECONDS = 5;

    private final Resolution resolution;
    private final Block block;
    private final List<Block> outer;

    /// @param outer the blocks around, inner first
    CheckerReader(Resolution resolution, Block block, List<Block> outer) {
        this.resolution = resolution;
        this.block = block;
        this.outer = outer;
    }

    /// Where a check goes, but for what the real server decides.
    private record Target(
            Optional<IpAddress> address,
            Optional<Integer> port,
            Optional<IpAddress> bindAddress,
            int bindPort,
            Optional<InterfaceName> bindDevice,
            Duration timeout,
            long mark) {
        Endpoint of(IpAddress server, int serverPort) {
            return new Endpoint(
                    address.orElse(server), port.orElse(serverPort), bindAddress, bindPort, bindDevice, timeout, mark);
        }
    }

    /// The checker; empty if the statement is none, or with a finding if it is incomplete.
    Optional<Checker> read() {
        return switch (block.statement().name()) {
            case "TCP_CHECK" -> Optional.of(tcp());
            case "PING_CHECK" -> Optional.of(ping());
            case "HTTP_GET" -> http(false);
            case "SSL_GET" -> http(true);
            case "SMTP_CHECK" -> Optional.of(smtp());
            case "DNS_CHECK" -> Optional.of(dns());
            case "MISC_CHECK" -> misc().map(CheckerReader::anywhere);
            case "UDP_CHECK" -> Optional.of(udp());
            case "FILE_CHECK" -> file().map(CheckerReader::anywhere);
            case "BFD_CHECK" -> bfd().map(CheckerReader::anywhere);
            default -> Optional.empty();
        };
    }

    /// A checker that does not ask the server itself.
    private static Checker anywhere(CheckerSpec spec) {
        return (_, _) -> spec;
    }

    private Checker tcp() {
        Timing timing = timing(1, 1);
        Target target = target();
        return (server, port) -> new CheckerSpec.Tcp(timing, target.of(server, port));
    }

    private Checker ping() {
        Timing timing = timing(1, 1);
        Target target = target();
        return (server, port) -> new CheckerSpec.Ping(timing, target.of(server, port));
    }

    private Checker smtp() {
        Timing timing = timing(1, 1);
        Target target = target();
        String helo = block.text("helo_name").orElse("smtpchecker.keepalived.org");
        return (server, port) -> new CheckerSpec.Smtp(timing, target.of(server, port), helo);
    }

    private Timing timing(long retries, long delaySeconds) {
        return timing(retries, Duration.ofSeconds(delaySeconds));
    }

    private Timing timing(long retries, Duration delay) {
        Duration interval = interval();
        String retry = block.has("retry") ? "retry" : "nb_get_retry";
        boolean fromOuter = !(block.has("retry") || (block.has("nb_get_retry") && isHttp()));
        Optional<Long> written = fromOuter ? outerNumber("retry") : block.number(retry);
        return new Timing(
                written.orElse(retries),
                seconds("delay_before_retry").orElse(delay),
                interval,
                seconds("warmup").orElse(interval),
                alpha(),
                block.has("log_all_failures")
                        ? block.flag("log_all_failures", true)
                        : isFlag(resolution, "checker_log_all_failures"));
    }

    private boolean isHttp() {
        return block.statement().is("HTTP_GET") || block.statement().is("SSL_GET");
    }

    private static boolean isFlag(Resolution resolution, String name) {
        String value = resolution.globals().settings().values().getOrDefault(name, "off");
        return resolution.globals().settings().flags().contains(name)
                || Values.bool(value).orElse(false);
    }

    private Duration interval() {
        return seconds("delay_loop").orElse(Duration.ofSeconds(INTERVAL_SECONDS));
    }

    private boolean alpha() {
        for (Block level : List.of(block, outer.getFirst(), outer.getLast())) {
            if (level.has("alpha")) {
                return level.flag("alpha", true);
            }
        }
        return false;
    }

    private Optional<Long> outerNumber(String name) {
        for (Block level : outer) {
            Optional<Long> number = level.number(name);
            if (number.isPresent()) {
                return number;
            }
        }
        return Optional.empty();
    }

    /// A time from here or from the blocks around.
    private Optional<Duration> seconds(String name) {
        Optional<Long> micros = block.millionths(name);
        for (int level = 0; micros.isEmpty() && level < outer.size(); level++) {
            micros = outer.get(level).millionths(name);
        }
        return micros.isPresent() ? Optional.of(Duration.of(micros.get(), ChronoUnit.MICROS)) : Optional.empty();
    }

    private Target target() {
        return new Target(
                block.address("connect_ip"),
                block.number("connect_port").map(Math::toIntExact),
                block.address("bindto"),
                block.number("bind_port").map(Math::toIntExact).orElse(0),
                block.text("bind_if").filter(InterfaceName::isValid).map(InterfaceName::new),
                seconds("connect_timeout").orElse(Duration.ofSeconds(TIMEOUT_SECONDS)),
                block.number("fwmark").orElse(0L));
    }

    private Optional<Checker> http(boolean tls) {
        List<Statement> urls = block.all("url");
        if (urls.isEmpty()) {
            return incomplete("url");
        }
        Optional<String> host = block.text("virtualhost")
                .or(() -> outer.stream()
                        .flatMap(level -> level.text("virtualhost").stream())
                        .findFirst());
        CheckerSpec.HttpOptions options = new CheckerSpec.HttpOptions(
                tls,
                block.text("http_protocol").orElse("1.0").toUpperCase(Locale.ROOT),
                host,
                block.has("sni_name") || (block.has("enable_sni") && block.flag("enable_sni", true)),
                block.text("sni_name"),
                block.has("fast_recovery") && block.flag("fast_recovery", true),
                block.has("tls_compliant") && block.flag("tls_compliant", true));
        List<CheckerSpec.Url> read = new ArrayList<>();
        for (Statement url : urls) {
            UrlReader.read(resolution, url).ifPresent(read::add);
        }
        Timing timing = timing(1, 3);
        Target target = target();
        return Optional.of((server, port) -> new CheckerSpec.Http(timing, target.of(server, port), options, read));
    }

    private Checker dns() {
        Timing timing = timing(3, interval());
        Target target = target();
        String type = block.text("type").orElse("SOA").toUpperCase(Locale.ROOT);
        String name = block.text("name").orElse(".");
        return (server, port) -> new CheckerSpec.Dns(timing, target.of(server, port), type, name);
    }

    private Optional<CheckerSpec> misc() {
        if (!block.has("misc_path")) {
            return incomplete("misc_path");
        }
        Duration timeout = block.number("misc_timeout").map(Duration::ofSeconds).orElseGet(this::interval);
        return Scripts.read(resolution, block, "misc_path")
                .map(script -> new CheckerSpec.Misc(timing(0, 1), script, timeout, block.has("misc_dynamic")));
    }

    private Checker udp() {
        Timing timing = timing(1, 1);
        Target target = target();
        Optional<String> payload = hexDigits("payload");
        Optional<String> reply = hexDigits("require_reply");
        int min = block.number("min_reply_length").map(Math::toIntExact).orElse(0);
        int max = block.number("max_reply_length").map(Math::toIntExact).orElse(255);
        return (server, port) -> new CheckerSpec.Udp(timing, target.of(server, port), payload, reply, min, max);
    }

    private Optional<String> hexDigits(String name) {
        return block.last(name)
                .map(each -> each.arguments().stream().map(Word::text).collect(Collectors.joining()));
    }

    private Optional<CheckerSpec> file() {
        Optional<Word> name = block.word("track_file");
        if (name.isEmpty()) {
            return incomplete("track_file");
        }
        var definition =
                Optional.ofNullable(resolution.trackers().files().get(name.get().text()));
        if (definition.isEmpty()) {
            return undefined("track_file", name.get());
        }
        Optional<Statement> weight = block.last("weight");
        boolean reverse = weight.flatMap(each -> each.argument(1))
                .map(word -> word.text().equals("reverse"))
                .orElse(definition.get().reverse());
        return Optional.of(new CheckerSpec.File(
                timing(0, 0),
                name.get().text(),
                block.number("weight").orElse((long) definition.get().weight()),
                reverse));
    }

    private Optional<CheckerSpec> bfd() {
        Optional<Word> name = block.word("name");
        if (name.isEmpty()) {
            return incomplete("name");
        }
        return resolution.trackers().bfd().containsKey(name.get().text())
                ? Optional.of(new CheckerSpec.Bfd(timing(0, 0), name.get().text()))
                : undefined("bfd_instance", name.get());
    }

    private Optional<CheckerSpec> undefined(String what, Word name) {
        resolution.report(
                Finding.of(Code.UNDEFINED_NAME, name.span()).with("what", what).with("name", name));
        return Optional.empty();
    }

    private <T> Optional<T> incomplete(String keyword) {
        resolution.report(Finding.of(Code.INCOMPLETE_BLOCK, block.statement().span())
                .with("what", block.statement().name())
                .with("name", "")
                .with("keyword", keyword));
        return Optional.empty();
    }
}

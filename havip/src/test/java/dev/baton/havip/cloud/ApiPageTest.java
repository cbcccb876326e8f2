package dev.baton.havip.cloud;

import dev.baton.testkit.Golden;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The reference page of the VPC's API is what the engine really has.
final class ApiPageTest {
    @Test
    void pageListsEveryActionCodeQuotaAndDelay() {
        String page =
                """
                # The VPC's API

                Generated from the engine's tables; `make fix` writes it anew. Products are `Vpc` (2016-04-28) and `Ecs`
                (2014-05-26). Answers have the fields and the spelling of the official SDKs.

                ## Actions
                Every call may also carry `RegionId`, `DryRun` and, if it changes something, `ClientToken`.

                | action | products | required |
                |---|---|---|
                %s
                ## Error codes
                | code | HTTP | message |
                |---|--:|---|
                %s
                ## Quotas
                Settings of the server; these are the defaults. The tutorial's profile has 5 HaVips in a VPC.

                | quota | default |
                |---|--:|
                %s
                ## Delays
                How long asynchronous states last at least; settings too.

                | delay | default |
                |---|--:|
                %s
                ## Rates
                Calls of one account, for each action; more are answered `Throttling.User`.

                | action | calls |
                |---|---|
                %s| every other | %s |
                """.formatted(actions(), codes(), quotas(), delays(), rates(), rate(CloudSettings.DEFAULT.rate()));
        Golden.assertMatches(Path.of("../docs/reference/vpc-api.md"), page);
    }

    private static String actions() {
        return Catalogue.all().stream()
                .distinct()
                .sorted(Comparator.comparing(Action::name))
                .map(action -> "| `%s` | %s | %s |\n"
                        .formatted(
                                action.name(),
                                action.products().stream().sorted().collect(Collectors.joining(", ")),
                                action.required().stream()
                                        .map(name -> "`" + name + "`")
                                        .collect(Collectors.joining(" "))))
                .collect(Collectors.joining());
    }

    private static String codes() {
        return Arrays.stream(ErrorCode.values())
                .map(code -> "| `%s` | %d | %s |\n".formatted(code.code(), code.status(), code.message()))
                .sorted()
                .distinct()
                .collect(Collectors.joining());
    }

    private static String quotas() {
        return Arrays.stream(Quota.values())
                .map(quota -> "| %s | %d |\n".formatted(quota, quota.documented()))
                .collect(Collectors.joining());
    }

    private static String delays() {
        return Arrays.stream(Delay.values())
                .map(delay -> "| %s | %d ms |\n".formatted(delay, delay.usual().toMillis()))
                .collect(Collectors.joining());
    }

    private static String rates() {
        return new TreeMap<>(CloudSettings.DEFAULT.rates())
                .entrySet().stream()
                        .map(entry -> "| `%s` | %s |\n".formatted(entry.getKey(), rate(entry.getValue())))
                        .collect(Collectors.joining());
    }

    private static String rate(Rate rate) {
        return "%d in %d s".formatted(rate.calls(), rate.per().dividedBy(Duration.ofSeconds(1)));
    }
}

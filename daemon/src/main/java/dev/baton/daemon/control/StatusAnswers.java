package dev.baton.daemon.control;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers `status PART…`; without a part it means `instances`.
///
/// The answer has `protocol` (1), `at` (now, RFC 3339), `daemon`, and for each part its content under its name and its
/// age under `age_seconds`.
final class StatusAnswers implements Answers {
    private static final String USUAL_PART = "instances";

    private final DaemonFacts facts;
    private final List<StatusSource> sources;

    StatusAnswers(DaemonFacts facts, List<StatusSource> sources) {
        this.facts = facts;
        this.sources = List.copyOf(sources);
    }

    @Override
    public String to(String request) {
        List<String> words = Arrays.stream(request.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty() || !words.getFirst().equals("status")) {
            return error("unknown request; there is: status [PART]...");
        }
        List<String> parts = words.size() == 1 ? List.of(USUAL_PART) : words.subList(1, words.size());
        try {
            return JsonLine.of(status(parts));
        } catch (StatusSource.NoAnswer silent) {
            return error(String.valueOf(silent.getMessage()));
        }
    }

    private Map<String, Object> status(List<String> parts) throws StatusSource.NoAnswer {
        Map<String, StatusSource.Snapshot> snapshots = new LinkedHashMap<>();
        for (String part : parts) {
            Optional<StatusSource> source =
                    sources.stream().filter(each -> each.name().equals(part)).findFirst();
            if (source.isEmpty()) {
                throw new StatusSource.NoAnswer("there is no part '" + part + "'; there is: "
                        + String.join(
                                ", ", sources.stream().map(StatusSource::name).toList()));
            }
            snapshots.put(part, source.get().snapshot());
        }
        WallTime clock = WallTime.read();
        Map<String, Object> ages = new LinkedHashMap<>();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("protocol", 1);
        answer.put("at", clock.of(clock.now()).toString());
        answer.put("daemon", facts.tree(clock));
        answer.put("age_seconds", ages);
        snapshots.forEach((part, snapshot) -> {
            ages.put(part, clock.ageSeconds(snapshot.at()));
            answer.put(part, snapshot.tree(clock));
        });
        return answer;
    }

    static String error(String why) {
        return JsonLine.of(Map.of("error", why));
    }
}

package dev.baton.havip.cloud;

import dev.baton.havip.api.ApiCall;
import dev.baton.havip.resource.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A call while it is carried out: its parameters with their bounds, and the resources that its account may see.
/// What is out of bounds ends the call.
final class Request {
    private static final int ELEMENTS_MAX = 100;

    private final ApiCall call;
    private final Turn turn;

    Request(ApiCall call, Turn turn) {
        this.call = call;
        this.turn = turn;
    }

    ApiCall call() {
        return call;
    }

    Turn turn() {
        return turn;
    }

    String account() {
        return call.account();
    }

    Optional<String> text(String name) {
        return call.parameter(name);
    }

    String text(String name, String absent) {
        return text(name).orElse(absent);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new CallRefused(ErrorCode.MISSING_PARAMETER, name));
    }

    /// A whole number within bounds, both included.
    int whole(String name, int absent, int min, int max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new CallRefused(ErrorCode.INVALID_PARAMETER, name);
        }
        throw new CallRefused(ErrorCode.INVALID_PARAMETER, name);
    }

    /// `true` or `false` in any case, as the clients write it differently.
    boolean flag(String name) {
        String text = text(name, "false");
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new CallRefused(ErrorCode.INVALID_PARAMETER, name);
    }

    /// One of these words.
    String oneOf(String name, String absent, ErrorCode otherwise, String... words) {
        String text = text(name, absent);
        if (!List.of(words).contains(text)) {
            throw new CallRefused(otherwise, name);
        }
        return text;
    }

    /// A list whose elements are numbered from 1: `InstanceId.1`.
    List<String> list(String name) {
        return IntStream.rangeClosed(1, ELEMENTS_MAX)
                .mapToObj(at -> text(name + "." + at))
                .flatMap(Optional::stream)
                .toList();
    }

    /// A name of 1 to 128 characters that is no web address.
    Optional<String> name(String parameter) {
        return words(parameter, 128, ErrorCode.INVALID_NAME);
    }

    /// A description of 1 to 256 characters that is no web address.
    Optional<String> description() {
        return words("Description", 256, ErrorCode.INVALID_DESCRIPTION);
    }

    private Optional<String> words(String parameter, int lengthMax, ErrorCode otherwise) {
        Optional<String> text = text(parameter);
        text.filter(words -> words.codePointCount(0, words.length()) > lengthMax
                        || words.startsWith("http://")
                        || words.startsWith("https://"))
                .ifPresent(bad -> {
                    throw new CallRefused(otherwise, parameter);
                });
        return text;
    }

    /// The account's resource of this id; to everybody else's it is blind.
    <T extends Resource> T mine(Class<T> type, String id, ErrorCode otherwise) {
        return turn.find(type, id).filter(this::isMine).orElseThrow(() -> new CallRefused(otherwise, id));
    }

    /// All of the account's, oldest first.
    <T extends Resource> Stream<T> allMine(Class<T> type) {
        return turn.all(type)
                .filter(this::isMine)
                .sorted(Comparator.comparingLong((T each) -> each.meta().createdMillis())
                        .thenComparing(Resource::id));
    }

    private boolean isMine(Resource resource) {
        return resource.meta().account().equals(account());
    }

    /// Refuses if there are so many already.
    void within(Quota quota, long present, ErrorCode otherwise) {
        if (present >= turn.settings().quota(quota)) {
            throw new CallRefused(otherwise, String.valueOf(turn.settings().quota(quota)));
        }
    }
}

package dev.baton.havip.cloud;

import dev.baton.havip.api.Api;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The stories that lead to every error code, for whoever wants to live through them by other means than a method
/// call: by an SDK, over HTTP.
public final class ErrorStories {
    /// Whose cloud it is.
    public static final String ACCOUNT = CloudLab.ACCOUNT;

    private ErrorStories() {}

    /// One story.
    ///
    /// @param code what the last call is refused with
    public record Story(ErrorCode code, Function<Function<Api, Function<ApiCall, ApiAnswer>>, ApiAnswer> plot) {
        /// Plays it on a cloud of its own, in virtual time.
        ///
        /// @param way takes every call, and ends at the API that it is given
        /// @return the answer to the last call
        public ApiAnswer play(Function<Api, Function<ApiCall, ApiAnswer>> way) {
            return plot.apply(way);
        }

        @Override
        public String toString() {
            return code.toString();
        }
    }

    /// All of them; several lead to the same code.
    public static Stream<Story> all() {
        return rows().stream()
                .map(row -> new Story(row.code(), way -> {
                    CloudLab lab = new CloudLab(row.settings());
                    lab.take(way);
                    return lab.call(row.story().apply(lab));
                }));
    }

    static List<ErrorRow> rows() {
        return Stream.of(
                        CommonErrors.rows(),
                        NetworkErrors.rows(),
                        HaVipErrors.rows(),
                        EipErrors.rows(),
                        EcsErrors.rows())
                .flatMap(List::stream)
                .toList();
    }
}

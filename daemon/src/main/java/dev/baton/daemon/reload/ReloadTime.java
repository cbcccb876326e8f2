package dev.baton.daemon.reload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When to reload, as the first line of a `reload_time_file` says: `HH:MM:SS`, with `YY-MM-DD ` or `YYYY-MM-DD ` before
/// it or not, and `Z` behind it for UTC or not.
///
/// @param date empty means the next day on which the time comes
/// @param utc else it is local time
public record ReloadTime(Optional<LocalDate> date, LocalTime time, boolean utc) {
    private static final Pattern FORM =
            Pattern.compile("(?:((?:\\d\\d)?\\d\\d)-(\\d\\d)-(\\d\\d) )?(\\d\\d):(\\d\\d):(\\d\\d)(Z?)");
    private static final int THIS_CENTURY = 2_000;

    /// Empty for anything else.
    static Optional<ReloadTime> parse(String line) {
        Matcher matcher = FORM.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Optional<LocalDate> date = Optional.ofNullable(matcher.group(1)).map(year -> {
                int number = Integer.parseInt(year);
                return LocalDate.of(
                        year.length() == 2 ? THIS_CENTURY + number : number,
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)));
            });
            LocalTime time = LocalTime.of(
                    Integer.parseInt(matcher.group(4)),
                    Integer.parseInt(matcher.group(5)),
                    Integer.parseInt(matcher.group(6)));
            return Optional.of(new ReloadTime(date, time, !matcher.group(7).isEmpty()));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    /// The next such moment after now; empty if it is past.
    Optional<ZonedDateTime> after(Instant now, ZoneId local) {
        ZonedDateTime present = now.atZone(utc ? ZoneOffset.UTC : local);
        ZonedDateTime moment = date.orElse(present.toLocalDate()).atTime(time).atZone(present.getZone());
        if (moment.isAfter(present)) {
            return Optional.of(moment);
        }
        // A day that a change of the clocks makes shorter or longer.
        return date.isPresent()
                ? Optional.empty()
                : Optional.of(present.toLocalDate().plusDays(1).atTime(time).atZone(present.getZone()));
    }
}

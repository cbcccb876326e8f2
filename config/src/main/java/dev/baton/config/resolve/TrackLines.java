package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.Tracked;
import dev.baton.model.Tracked.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the track lists of an instance or a sync group: `NAME [weight W [reverse|noreverse]]`.
final class TrackLines {
    private final Resolution resolution;
    private final Block block;
    private final List<Tracked> tracked = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private TrackLines(Resolution resolution, Block block) {
        this.resolution = resolution;
        this.block = block;
    }

    /// Everything that the block tracks, in the order of the lists here.
    static List<Tracked> read(Resolution resolution, Block block) {
        TrackLines lines = new TrackLines(resolution, block);
        Trackers trackers = resolution.trackers();
        lines.list("track_interface", Kind.INTERFACE, Optional.empty());
        lines.list("track_script", Kind.SCRIPT, Optional.of(trackers.scripts().keySet()));
        lines.list("track_file", Kind.FILE, Optional.of(trackers.files().keySet()));
        lines.list(
                "track_process", Kind.PROCESS, Optional.of(trackers.processes().keySet()));
        lines.list("track_bfd", Kind.BFD, Optional.of(trackers.bfd().keySet()));
        return lines.tracked;
    }

    private void list(String keyword, Kind kind, Optional<Collection<String>> known) {
        for (Statement line : block.lines(keyword)) {
            String name = line.name();
            if (known.isPresent() && !known.get().contains(name)) {
                resolution.report(Finding.of(Code.UNDEFINED_NAME, line.span())
                        .with("what", definedBy(kind))
                        .with("name", name)
                        .with("suggestion", KeywordTable.nearest(name, known.get())));
            } else if (seen.add(keyword + " " + name)) {
                tracked.add(line(line, kind));
            }
        }
    }

    private static String definedBy(Kind kind) {
        return switch (kind) {
            case INTERFACE -> "interface";
            case SCRIPT -> "vrrp_script";
            case FILE -> "track_file";
            case PROCESS -> "vrrp_track_process";
            case BFD -> "bfd_instance";
            case STATIC -> "track_group";
        };
    }

    private Tracked line(Statement line, Kind kind) {
        Tracked inherited = inherited(kind, line.name());
        int weight = inherited.weight();
        boolean reverse = inherited.reverse();
        int limit = kind == Kind.FILE || kind == Kind.PROCESS ? 254 : 253;
        for (int index = 1; index < line.words().size(); index++) {
            Word word = line.words().get(index);
            switch (word.text()) {
                case "weight" -> {
                    weight = weight(line, index, limit).orElse(weight);
                    index++;
                }
                case "reverse" -> reverse = true;
                case "noreverse" -> reverse = false;
                default -> {
                    resolution.report(Finding.of(Code.UNKNOWN_OPTION, word.span())
                            .with("word", word)
                            .with("where", "a track list line")
                            .with(
                                    "suggestion",
                                    KeywordTable.nearest(word.text(), List.of("weight", "reverse", "noreverse"))));
                    return new Tracked(kind, line.name(), weight, reverse);
                }
            }
        }
        return new Tracked(kind, line.name(), weight, reverse);
    }

    private Optional<Integer> weight(Statement line, int index, int limit) {
        Optional<Word> value = line.argument(index);
        if (value.isEmpty()) {
            resolution.report(
                    Finding.of(Code.OPTION_LACKS_VALUE, line.words().get(index).span())
                            .with("word", "weight"));
            return Optional.empty();
        }
        Optional<Long> number = Values.integer(value.get().text());
        if (number.isEmpty() || Math.abs(number.get()) > limit) {
            resolution.report(Finding.of(
                            number.isEmpty() ? Code.INVALID_NUMBER : Code.NUMBER_OUT_OF_RANGE,
                            value.get().span())
                    .with("word", "weight")
                    .with("value", value.get())
                    .with("min", -limit)
                    .with("max", limit));
        }
        return number.map(found -> Math.clamp(found, -limit, limit));
    }

    private Tracked inherited(Kind kind, String name) {
        Trackers trackers = resolution.trackers();
        Optional<Tracked> definition = switch (kind) {
            case INTERFACE, STATIC -> Optional.empty();
            case SCRIPT ->
                Optional.ofNullable(trackers.scripts().get(name))
                        .map(each -> new Tracked(kind, name, each.weight(), each.reverse()));
            case FILE ->
                Optional.ofNullable(trackers.files().get(name))
                        .map(each -> new Tracked(kind, name, each.weight(), each.reverse()));
            case PROCESS ->
                Optional.ofNullable(trackers.processes().get(name))
                        .map(each -> new Tracked(kind, name, each.weight(), each.reverse()));
            case BFD ->
                Optional.ofNullable(trackers.bfd().get(name))
                        .map(each -> new Tracked(kind, name, each.weight(), each.reverse()));
        };
        return definition.orElseGet(() -> new Tracked(kind, name, 0, false));
    }
}

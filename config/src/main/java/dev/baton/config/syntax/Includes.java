package dev.baton.config.syntax;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.source.Source;
import dev.baton.config.source.SourceLoader;
import dev.baton.config.source.SourceLoader.Loaded;
import dev.baton.config.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Opens files: the one that was asked for, and those that it includes.
final class Includes {
    private static final String EXTENSION = "baton.conf";
    private static final int FILES_MAX = 10_000;
    private static final long CHARS_MAX = 512L << 20;
    private static final int ALTERNATIVES_MAX = 1_000;

    private final SourceLoader loader;
    private final Findings findings;
    private final List<Source> opened = new ArrayList<>();
    private long chars;

    Includes(SourceLoader loader, Findings findings) {
        this.loader = loader;
        this.findings = findings;
    }

    List<Source> opened() {
        return opened;
    }

    /// The file that was asked for; it may be a pattern that matches several.
    List<Frame.File> openFirst(String path) {
        String absolute = absolute(loader.workingDirectory(), path);
        List<String> paths = matches(absolute);
        if (paths.isEmpty()) {
            findings.add(Finding.nowhere(Code.FILE_NOT_FOUND).with("path", path));
        }
        if (paths.size() > 1) {
            findings.add(Finding.nowhere(Code.MULTIPLE_FILES)
                    .with("path", path)
                    .with("first", paths.getFirst())
                    .with("count", paths.size()));
        }
        List<Frame.File> frames = new ArrayList<>();
        for (String each : paths) {
            String shown = paths.size() == 1 && each.equals(absolute) ? path : each;
            open(each, shown, Optional.empty(), IncludeChecks.FIRST_FILE, IncludeChecks.NONE)
                    .ifPresent(frames::add);
        }
        if (paths.size() == 1) {
            openExtension(paths.getFirst(), path).ifPresent(frames::add);
        }
        return frames;
    }

    /// `baton.conf` beside the file: what keepalived does not know, so that the file itself can be shared with it.
    private Optional<Frame.File> openExtension(String first, String shown) {
        String path = absolute(parent(first), EXTENSION);
        if (path.equals(first) || loader.glob(path).isEmpty()) {
            return Optional.empty();
        }
        int slash = shown.lastIndexOf('/');
        return open(
                path,
                shown.substring(0, slash + 1) + EXTENSION,
                Optional.empty(),
                IncludeChecks.FIRST_FILE,
                IncludeChecks.NONE);
    }

    /// The files that an include line names, in order.
    ///
    /// @param checks what must hold for this line
    /// @param level the level to return to afterwards
    List<Frame.File> open(Text pattern, String directory, IncludeChecks checks, IncludeChecks level) {
        Span from = pattern.span();
        List<Frame.File> frames = new ArrayList<>();
        boolean wildcards = hasWildcards(pattern.chars());
        boolean any = false;
        for (String alternative : alternatives(pattern.chars())) {
            List<String> paths = matches(absolute(directory, alternative));
            any |= !paths.isEmpty();
            if (paths.isEmpty() && checks.braceMatch()) {
                findings.add(Finding.of(Code.REQUIRED_INCLUDE_NOT_FOUND, from).with("path", alternative));
            }
            for (String path : paths) {
                open(path, path, Optional.of(from), checks, level).ifPresent(frames::add);
            }
        }
        if (!any && !checks.braceMatch()) {
            boolean required = wildcards ? checks.wildcardMatch() : checks.match();
            findings.add(Finding.of(required ? Code.REQUIRED_INCLUDE_NOT_FOUND : Code.INCLUDE_NOT_FOUND, from)
                    .with("path", pattern.chars()));
        }
        return frames;
    }

    private Optional<Frame.File> open(
            String path, String shown, Optional<Span> from, IncludeChecks checks, IncludeChecks level) {
        if (opened.size() >= FILES_MAX || chars > CHARS_MAX) {
            from.ifPresent(span ->
                    findings.add(Finding.of(Code.TOO_MANY_INCLUDES, span).with("files", FILES_MAX)));
            return Optional.empty();
        }
        return switch (loader.load(path)) {
            case Loaded.Content content -> {
                chars += content.text().length();
                Source source = new Source(shown, content.text(), from);
                opened.add(source);
                yield Optional.of(new Frame.File(source, parent(path), level));
            }
            case Loaded.Missing _ -> {
                report(from, checks.match(), Code.REQUIRED_INCLUDE_NOT_FOUND, Code.INCLUDE_NOT_FOUND, path, "");
                yield Optional.empty();
            }
            case Loaded.Refused refused -> {
                Code required = from.isEmpty() ? Code.FILE_UNREADABLE : Code.REQUIRED_INCLUDE_UNREADABLE;
                report(from, checks.readable(), required, Code.INCLUDE_UNREADABLE, path, refused.why());
                yield Optional.empty();
            }
        };
    }

    private void report(Optional<Span> from, boolean required, Code strict, Code lenient, String path, String why) {
        Code code = required ? strict : lenient;
        Finding finding = from.map(span -> Finding.of(code, span)).orElseGet(() -> Finding.nowhere(code));
        findings.add(finding.with("path", path).with("why", why));
    }

    private List<String> matches(String absolute) {
        return alternatives(absolute).stream()
                .flatMap(pattern -> loader.glob(pattern).stream())
                .distinct()
                .toList();
    }

    private static boolean hasWildcards(String pattern) {
        return pattern.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    static String absolute(String directory, String path) {
        if (path.startsWith("/")) {
            return path;
        }
        return (directory.endsWith("/") ? directory : directory + "/") + path;
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /// What `{a,b}` stands for, as `glob(3)` with `GLOB_BRACE` does; a pattern without braces stands for itself.
    static List<String> alternatives(String pattern) {
        List<String> open = new ArrayList<>(List.of(pattern));
        List<String> done = new ArrayList<>();
        while (!open.isEmpty() && done.size() + open.size() <= ALTERNATIVES_MAX) {
            String each = open.removeFirst();
            int start = each.indexOf('{');
            int end = start < 0 ? -1 : closing(each, start);
            if (end < 0) {
                done.add(each);
                continue;
            }
            List<String> expanded = new ArrayList<>();
            for (String choice : splitTop(each.substring(start + 1, end))) {
                expanded.add(each.substring(0, start) + choice + each.substring(end + 1));
            }
            open.addAll(0, expanded);
        }
        return done;
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int at = open; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return -1;
    }

    /// Splits at commas that stand in no inner braces.
    static List<String> splitTop(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}

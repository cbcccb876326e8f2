package dev.baton.config.syntax;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.source.ReadOptions;
import dev.baton.config.source.Source;
import dev.baton.config.source.SourceLoader;
import dev.baton.config.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Turns files into logical lines, as keepalived's line reader does: comments, includes, `@` conditions, `$`
/// definitions, `~` repetitions, and splitting at braces. Every mistake is a finding; every limit is one too.
///
/// It keeps its own stack, so that no input can make it recurse.
final class LineReader {
    /// keepalived's line buffer, its final NUL included. A longer line is ignored.
    static final int LINE_MAX = 1024;

    private static final int DEPTH_MAX = 64;
    private static final int EXPANDED_LINES_MAX = 1_000_000;

    private final ReadOptions options;
    private final Findings findings;
    private final Includes includes;
    private final BuiltIns builtIns;
    private final Definitions definitions;
    private final Tokenizer tokenizer = new Tokenizer();
    private final PlainLines plainLines = new PlainLines();
    private final Passages passages = new Passages();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Line> lines = new ArrayList<>();
    private IncludeChecks checks;
    private int expandedLines;

    LineReader(SourceLoader loader, ReadOptions options, Findings findings) {
        this.options = options;
        this.findings = findings;
        this.includes = new Includes(loader, findings);
        this.builtIns = new BuiltIns(options, loader.workingDirectory(), findings);
        this.definitions = new Definitions(builtIns, findings);
        this.checks = options.includeChecks() ? IncludeChecks.ALL : IncludeChecks.NONE;
    }

    /// Every logical line of the file and of those that it includes.
    List<Line> read(String path) {
        push(includes.openFirst(path));
        while (!frames.isEmpty()) {
            Frame frame = frames.element();
            if (frame instanceof Frame.File file
                    && plainLines.scan(file.source().text(), file.position())) {
                plain(file);
                continue;
            }
            Optional<Text> next = frame.next();
            if (next.isEmpty()) {
                leave(frames.pop());
            } else if (frame instanceof Frame.Rest) {
                logical(next.get());
            } else {
                usable(frame, next.get()).ifPresent(this::logical);
            }
        }
        return lines;
    }

    private void plain(Frame.File file) {
        Source source = file.source();
        file.skipTo(plainLines.end());
        if (!plainLines.isEmpty()) {
            lines.add(new Line.Plain(plainLines.words(source)));
        }
        int brace = plainLines.brace();
        if (brace >= 0) {
            Span span = new Span(source, brace, brace + 1);
            if (source.text().charAt(brace) == '}') {
                lines.add(new Line.Close(span));
            } else {
                lines.add(new Line.Open(span));
                passage(file);
            }
        }
    }

    List<Source> sources() {
        return includes.opened();
    }

    /// The line without comments, unless it is empty, too long, binary, or one too many.
    private Optional<Text> usable(Frame frame, Text line) {
        if (frame instanceof Frame.Lines && ++expandedLines > EXPANDED_LINES_MAX) {
            if (expandedLines == EXPANDED_LINES_MAX + 1) {
                findings.add(Finding.of(Code.EXPANSION_TOO_LARGE, line.span()).with("lines", EXPANDED_LINES_MAX));
            }
            frames.removeIf(each -> each instanceof Frame.Lines);
            return Optional.empty();
        }
        if (isTooLong(line)) {
            findings.add(Finding.of(Code.LINE_TOO_LONG, line.span(0, 1)).with("bytes", LINE_MAX - 1));
            return Optional.empty();
        }
        if (line.indexOf('\0', 0) >= 0) {
            findings.add(Finding.of(Code.EMBEDDED_NUL, line.span(0, 1)));
            return Optional.empty();
        }
        Text text = Decomment.apply(line, findings);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static boolean isTooLong(Text line) {
        return line.length() >= LINE_MAX
                || (line.length() > LINE_MAX / 3 && line.chars().getBytes(StandardCharsets.UTF_8).length >= LINE_MAX);
    }

    /// Handles one line as far as it goes: what it turns into lies on the stack or in the result afterwards.
    private void logical(Text line) {
        Optional<Text> chosen = Conditions.apply(line, options.configId());
        if (chosen.isEmpty() || isInclude(chosen.get()) || isDefinition(chosen.get()) || isRepetition(chosen.get())) {
            return;
        }
        Text text = chosen.get();
        if (text.indexOf('$', 0) < 0) {
            split(text);
            return;
        }
        definitions.expand(text).ifPresent(expanded -> {
            if (expanded.multiLine().isPresent()) {
                use(expanded.multiLine().get(), expanded.text(), text);
            } else if (expanded.text().chars().equals(text.chars())) {
                split(text);
            } else {
                substituted(expanded.text());
            }
        });
    }

    /// A substitution may bring a comment, a condition or a repetition: the result is looked at once more.
    private void substituted(Text result) {
        Optional<Text> chosen = Conditions.apply(Decomment.apply(result, findings), options.configId());
        chosen.filter(text -> !text.isEmpty() && !isInclude(text) && !isDefinition(text) && !isRepetition(text))
                .ifPresent(this::split);
    }

    private boolean isInclude(Text text) {
        if (!text.startsWith("include")) {
            return false;
        }
        int end = 0;
        while (end < text.length() && !Text.isBlank(text.at(end))) {
            end++;
        }
        Optional<IncludeChecks> added = IncludeChecks.ofKeyword(text.chars().substring(0, end));
        Text pattern = unquoted(text.sub(end).stripped());
        if (added.isEmpty() || pattern.isEmpty()) {
            return false;
        }
        if (depth() >= DEPTH_MAX) {
            findings.add(Finding.of(Code.INCLUDE_LOOP, pattern.span()).with("depth", DEPTH_MAX));
            return true;
        }
        push(includes.open(pattern, directory(), checks.or(added.get()), checks));
        return true;
    }

    private static Text unquoted(Text text) {
        boolean quoted = text.length() >= 2 && text.at(0) == '"' && text.at(text.length() - 1) == '"';
        return quoted ? text.sub(1, text.length() - 1) : text;
    }

    private boolean isDefinition(Text text) {
        if (text.isEmpty() || text.at(0) != '$') {
            return false;
        }
        int end = Definitions.Reference.nameEnd(text.chars(), 1);
        if (end == 1 || end >= text.length() || text.at(end) != '=') {
            return false;
        }
        List<Text> body = new ArrayList<>();
        Text part = text.sub(end + 1).stripped();
        while (part.chars().endsWith("\\")) {
            addUnlessEmpty(body, part.sub(0, part.length() - 1).stripped());
            Optional<Text> next = frames.element().next();
            part = next.isEmpty() ? text.sub(0, 0) : Decomment.apply(next.get(), findings);
        }
        addUnlessEmpty(body, part);
        definitions.define(text.chars().substring(1, end), body);
        return true;
    }

    private static void addUnlessEmpty(List<Text> body, Text part) {
        if (!part.isEmpty()) {
            body.add(part);
        }
    }

    private boolean isRepetition(Text text) {
        boolean starts = text.startsWith("~SEQ") || text.startsWith("~LST");
        if (!starts) {
            return false;
        }
        int end = Repetition.headerEnd(text);
        Optional<Repetition> repetition = end < 0
                ? Optional.empty()
                : definitions
                        .expand(text.sub(0, end))
                        .flatMap(header ->
                                Repetition.parse(header.text(), text.sub(end).stripped()));
        if (repetition.isEmpty()) {
            boolean list = text.startsWith("~LST");
            findings.add(Finding.of(list ? Code.BAD_LIST : Code.BAD_SEQUENCE, text.span(0, end < 0 ? 4 : end)));
        } else if (frames.size() < DEPTH_MAX * 2) {
            frames.push(new Frame.Lines("~", new Rounds(repetition.get())));
        } else {
            findings.add(Finding.of(Code.EXPANSION_TOO_LARGE, text.span()).with("lines", EXPANDED_LINES_MAX));
        }
        return true;
    }

    /// Puts the lines of a definition on the stack, the first one after what stood before its use.
    private void use(String name, Text before, Text whole) {
        if (frames.stream()
                .anyMatch(frame ->
                        frame instanceof Frame.Lines lines && lines.name().equals(name))) {
            findings.add(Finding.of(Code.DEFINITION_RECURSION, whole.span()).with("name", name));
            return;
        }
        List<Text> body = new ArrayList<>();
        for (Text each : definitions.lines(name)) {
            body.add(each.definedAt(List.of(whole.span())));
        }
        body.set(0, before.plus(body.getFirst()));
        frames.push(new Frame.Lines(name, body.iterator()));
    }

    /// Cuts the line at its first unquoted brace; what follows becomes the next line.
    private void split(Text text) {
        int brace = unquotedBrace(text);
        if (brace < 0) {
            emit(text);
            return;
        }
        if (brace > 0) {
            emit(text.sub(0, brace).stripped());
        }
        Text rest = text.sub(brace + 1).stripped();
        boolean open = text.at(brace) == '{';
        Span span = text.span(brace, brace + 1);
        lines.add(open ? new Line.Open(span) : new Line.Close(span));
        if (!rest.isEmpty()) {
            frames.push(new Frame.Rest(rest));
        } else if (open && frames.element() instanceof Frame.File file) {
            passage(file);
        }
    }

    /// Looks whether the body of the block that was just opened has been read before, and skips it then.
    private void passage(Frame.File file) {
        Source source = file.source();
        int start = file.position();
        Optional<Passage> known = passages.find(source.text(), start);
        if (known.isPresent()) {
            lines.add(new Line.Again(known.get(), source, start - known.get().start()));
            file.skipTo(start + known.get().length());
        } else {
            passages.add(source, start, lines.size() + 1).ifPresent(added -> lines.add(new Line.First(added)));
        }
    }

    private static int unquotedBrace(Text text) {
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.at(at);
            quoted ^= c == '"';
            if (!quoted && (c == '{' || c == '}')) {
                return at;
            }
        }
        return -1;
    }

    private void emit(Text text) {
        if (text.isEmpty()) {
            return;
        }
        lines.add(new Line.Words(text));
        if (text.startsWith("include_check") || text.startsWith("random_seed")) {
            setting(tokenizer.words(text));
        }
    }

    /// Two keywords act on the reading itself, from their own line on.
    private void setting(List<Word> words) {
        List<String> arguments = words.stream().skip(1).map(Word::text).toList();
        switch (words.getFirst().text()) {
            case "include_check" -> {
                checks = arguments.isEmpty() ? IncludeChecks.ALL : checks;
                arguments.forEach(argument -> checks = checks.changedBy(argument));
            }
            case "random_seed" ->
                arguments.stream()
                        .filter(argument -> argument.matches("[0-9]{1,10}"))
                        .findFirst()
                        .ifPresent(argument -> builtIns.seed(Long.parseLong(argument)));
            default -> {
                // another word that merely starts like one of them
            }
        }
    }

    private void push(List<Frame.File> files) {
        for (Frame.File file : files.reversed()) {
            frames.push(file);
        }
        builtIns.enter(directory());
    }

    private void leave(Frame frame) {
        if (frame instanceof Frame.File file) {
            checks = file.checksBefore();
            builtIns.enter(directory());
        }
    }

    /// The directory of the file being read.
    private String directory() {
        return currentFile().map(Frame.File::directory).orElse("/");
    }

    /// How many includes led to the file being read.
    private int depth() {
        int depth = 0;
        Optional<Span> from = currentFile().flatMap(file -> file.source().includedFrom());
        while (from.isPresent()) {
            depth++;
            from = from.get().source().includedFrom();
        }
        return depth;
    }

    private Optional<Frame.File> currentFile() {
        return frames.stream()
                .filter(Frame.File.class::isInstance)
                .map(Frame.File.class::cast)
                .findFirst();
    }

    /// The lines of a repetition; taking one defines the variables of its round.
    private final class Rounds implements Iterator<Text> {
        private final Repetition repetition;
        private final Iterator<List<String>> rounds;

        Rounds(Repetition repetition) {
            this.repetition = repetition;
            this.rounds = repetition.rounds().iterator();
        }

        @Override
        public boolean hasNext() {
            boolean more = rounds.hasNext();
            if (!more) {
                repetition.variables().forEach(definitions::undefine);
            }
            return more;
        }

        @Override
        public Text next() {
            List<String> values = rounds.next();
            for (int index = 0; index < values.size(); index++) {
                String value = values.get(index);
                Text text = Text.standingFor(value, repetition.header().span());
                definitions.define(repetition.variables().get(index), value.isEmpty() ? List.of() : List.of(text));
            }
            return repetition.rest();
        }
    }
}

package dev.baton.config.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Files that exist only in memory, for tests and for programs that hold the text already. Directories are implied by
/// the paths.
public final class MemorySourceLoader implements SourceLoader {
    private final String workingDirectory;
    private final TreeMap<String, String> files = new TreeMap<>();

    public MemorySourceLoader(String workingDirectory, Map<String, String> files) {
        this.workingDirectory = workingDirectory;
        this.files.putAll(files);
    }

    /// A loader with one file.
    public static MemorySourceLoader of(String path, String text) {
        return new MemorySourceLoader("/", Map.of(path, text));
    }

    /// A loader with one file of arbitrary bytes.
    public static MemorySourceLoader of(String path, byte[] bytes) {
        return of(path, Loaded.Content.ofBytes(bytes).text());
    }

    @Override
    public String workingDirectory() {
        return workingDirectory;
    }

    @Override
    public Loaded load(String path) {
        String text = files.get(path);
        if (text != null) {
            return new Loaded.Content(text);
        }
        String below = files.ceilingKey(path + "/");
        return below != null && below.startsWith(path + "/")
                ? new Loaded.Refused("it is a directory")
                : new Loaded.Missing();
    }

    @Override
    public List<String> glob(String pattern) {
        Pattern compiled = Pattern.compile(regex(pattern), Pattern.DOTALL);
        TreeSet<String> paths = new TreeSet<>(files.keySet());
        for (String path : files.keySet()) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                paths.add(path.substring(0, slash));
            }
        }
        return paths.stream().filter(path -> compiled.matcher(path).matches()).toList();
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            int close = c == '[' ? pattern.indexOf(']', at + 2) : -1;
            if (close > 0) {
                String inside = pattern.substring(at + 1, close);
                String set = inside.startsWith("!") ? "^" + inside.substring(1) : inside;
                regex.append('[').append(set.replace("\\", "\\\\")).append(']');
                at = close;
            } else {
                regex.append(
                        switch (c) {
                            case '*' -> "[^/]*";
                            case '?' -> "[^/]";
                            default -> Pattern.quote(String.valueOf(c));
                        });
            }
        }
        return regex.toString();
    }
}

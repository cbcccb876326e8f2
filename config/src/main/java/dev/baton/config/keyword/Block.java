package dev.baton.config.keyword;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keywords that may stand in one kind of block, or the option words of one kind of data line.
public final class Block {
    private final String name;
    private final Map<String, Keyword> keywords;
    private final Map<String, Optional<Keyword>> found = new HashMap<>();

    Block(String name, List<Keyword> keywords) {
        this.name = name;
        this.keywords = new LinkedHashMap<>();
        for (Keyword keyword : keywords) {
            if (this.keywords.put(keyword.name(), keyword) != null) {
                throw new IllegalStateException(keyword.name() + " stands twice in " + name);
            }
            found.put(keyword.name(), Optional.of(keyword));
        }
    }

    public String name() {
        return name;
    }

    public Optional<Keyword> find(String keyword) {
        return found.getOrDefault(keyword, Optional.empty());
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(keywords.keySet());
    }

    /// All of them, in the order of the manual.
    public Collection<Keyword> keywords() {
        return List.copyOf(keywords.values());
    }
}

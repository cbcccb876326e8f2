package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.SyncGroupSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rejects sync groups without members, members that are no instances, and instances in two groups; says when a group
/// has only one member.
final class SyncGroupPass implements Pass {
    @Override
    public void run(Resolution resolution) {
        Set<String> instances = new HashSet<>();
        resolution.instances().forEach(each -> instances.add(each.spec().name()));
        Map<String, Word> taken = new HashMap<>();
        for (Named named : Named.blocks(resolution, "vrrp_sync_group")) {
            List<String> members = members(resolution, named.block(), instances, taken);
            if (members.size() < 2) {
                Code code = members.isEmpty() ? Code.EMPTY_SYNC_GROUP : Code.LONELY_SYNC_GROUP;
                resolution.report(
                        Finding.of(code, named.block().statement().span()).with("name", named.name()));
            }
            if (!members.isEmpty()) {
                boolean weights = named.block().has("sync_group_tracking_weight")
                        || named.block().has("global_tracking");
                resolution.addGroup(
                        new SyncGroupSpec(named.name(), members, TrackLines.read(resolution, named.block()), weights),
                        Notifying.read(resolution, named.block()));
                named.block()
                        .bool("notify_priority_changes")
                        .ifPresent(written -> tellPriorities(resolution, members, written));
            }
        }
    }

    /// What the group says holds for members that say nothing themselves.
    private static void tellPriorities(Resolution resolution, List<String> members, boolean written) {
        resolution
                .instances()
                .replaceAll(each ->
                        members.contains(each.spec().name()) && !each.block().has("notify_priority_changes")
                                ? each.tellingPriorities(written)
                                : each);
    }

    private static List<String> members(
            Resolution resolution, Block block, Set<String> instances, Map<String, Word> taken) {
        List<String> members = new ArrayList<>();
        for (Statement line : block.lines("group")) {
            for (Word word : line.words()) {
                Word earlier = taken.get(word.text());
                if (!instances.contains(word.text())) {
                    resolution.report(Finding.of(Code.UNDEFINED_NAME, word.span())
                            .with("what", "vrrp_instance")
                            .with("name", word)
                            .with("suggestion", KeywordTable.nearest(word.text(), instances)));
                } else if (earlier != null) {
                    resolution.report(Finding.of(Code.INSTANCE_IN_TWO_GROUPS, word.span())
                            .with("name", word)
                            .also(earlier.span()));
                } else {
                    taken.put(word.text(), word);
                    members.add(word.text());
                }
            }
        }
        return members;
    }
}

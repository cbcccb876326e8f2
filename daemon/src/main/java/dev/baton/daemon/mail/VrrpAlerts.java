package dev.baton.daemon.mail;

import dev.baton.daemon.notify.Notice;
import dev.baton.daemon.notify.Posting;
import dev.baton.model.Configuration;
import dev.baton.model.InstanceSetup;
import dev.baton.model.VrrpSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which changes of instances and groups are mailed, and in which words: keepalived's, by which recipients filter.
public final class VrrpAlerts {
    /// One that is to be mailed.
    public record Alert(String subject, String body) {}

    private final Map<String, Notice.Word> told = new HashMap<>();
    private Set<String> wanted = Set.of();
    private boolean faults;

    /// The configuration that holds from now on. What has left with it can still be told of.
    public void configured(Configuration configuration) {
        Set<String> all = new HashSet<>(wanted);
        for (InstanceSetup setup : configuration.setups()) {
            choose(
                    all,
                    key(Notice.Kind.INSTANCE, setup.instance()),
                    setup.notifications().smtpAlert());
        }
        VrrpSpec vrrp = configuration.vrrp();
        for (int index = 0; index < configuration.groupNotifications().size(); index++) {
            choose(
                    all,
                    key(Notice.Kind.GROUP, vrrp.syncGroups().get(index).name()),
                    configuration.groupNotifications().get(index).smtpAlert());
        }
        wanted = all;
        faults = configuration.globals().mail().faults();
    }

    private static void choose(Set<String> wanted, String key, boolean mails) {
        if (mails) {
            wanted.add(key);
        } else {
            wanted.remove(key);
        }
    }

    private static String key(Notice.Kind kind, String name) {
        return kind + " " + name;
    }

    /// What is mailed of this; a state that was mailed last is not mailed again.
    public List<Alert> of(List<Posting> postings) {
        List<Alert> alerts = new ArrayList<>();
        for (Posting posting : postings) {
            Notice notice = posting.notice();
            String key = key(notice.kind(), notice.name());
            Optional<String> entering = entering(notice.word());
            boolean silent = !wanted.contains(key) || (notice.word() == Notice.Word.FAULT && !faults);
            if (entering.isPresent() && !silent && told.put(key, notice.word()) != notice.word()) {
                alerts.add(new Alert(subject(notice, entering.get()), body(notice)));
            }
        }
        return alerts;
    }

    private static String subject(Notice notice, String entering) {
        String kind = notice.kind() == Notice.Kind.GROUP ? "Group " : "Instance ";
        return "VRRP " + kind + notice.name() + " - " + entering;
    }

    private static Optional<String> entering(Notice.Word word) {
        return switch (word) {
            case MASTER -> Optional.of("Entering MASTER state");
            case BACKUP -> Optional.of("Entering BACKUP state");
            case FAULT -> Optional.of("Entering FAULT state");
            case STOP -> Optional.of("Stopping");
            case DELETED -> Optional.of("Deleted");
            case MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> Optional.empty();
        };
    }

    private static String body(Notice notice) {
        if (notice.kind() == Notice.Kind.GROUP) {
            return "=> All VRRP group instances are now in " + notice.word() + " state <=";
        }
        return notice.word() == Notice.Word.MASTER
                ? "=> VRRP Instance is now owning VRRP VIPs <="
                : "=> VRRP Instance is no longer owning VRRP VIPs <=";
    }
}

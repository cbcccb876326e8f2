package dev.baton.havip.cloud;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All actions there are. Adding one means adding it to its group's list.
final class Catalogue {
    private static final Map<Key, Action> ACTIONS = new LinkedHashMap<>();

    private record Key(String product, String name) {}

    static {
        Stream.of(
                        VpcActions.all(),
                        VSwitchActions.all(),
                        HaVipActions.all(),
                        HaVipBinding.all(),
                        HaVipList.all(),
                        EipActions.all(),
                        EipAssociation.all(),
                        EipList.all(),
                        InstanceActions.all(),
                        InstanceList.all(),
                        PowerActions.all(),
                        EniList.all(),
                        NatActions.all(),
                        SnatActions.all(),
                        RouteActions.all(),
                        RouteList.all(),
                        TagActions.all(),
                        SecurityGroupActions.all(),
                        RegionList.all())
                .flatMap(List::stream)
                .forEach(Catalogue::enter);
    }

    private Catalogue() {}

    private static void enter(Action action) {
        for (String product : action.products()) {
            if (ACTIONS.put(new Key(product, action.name()), action) != null) {
                throw new IllegalStateException(product + " has " + action.name() + " twice");
            }
        }
    }

    static Optional<Action> find(String product, String name) {
        return Optional.ofNullable(ACTIONS.get(new Key(product, name)));
    }

    static Collection<Action> all() {
        return ACTIONS.values();
    }
}

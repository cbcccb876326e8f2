package dev.baton.havip.cloud;

import dev.baton.havip.resource.Meta;
import java.util.Optional;

/// What the making of all resources has in common.
final class Resources {
    private Resources() {}

    /// The common part of a resource that this call makes.
    ///
    /// @param name empty if the client gave none
    static Meta meta(Request request, Optional<String> name) {
        return new Meta(
                request.account(),
                name.orElse(""),
                request.description().orElse(""),
                request.text("ResourceGroupId", defaultGroup(request.account())),
                request.turn().millis(),
                Tags.toPut(request));
    }

    /// The resource group of everything that was not put into another.
    static String defaultGroup(String account) {
        return "rg-default-" + account;
    }
}

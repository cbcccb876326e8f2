package dev.baton.health.dialogue;

import java.nio.ByteBuffer;

/// `TCP_CHECK`: who accepts is well.
final class ConnectDialogue implements Dialogue {
    @Override
    public Step opened() {
        return Dialogue.success();
    }

    @Override
    public Step feed(ByteBuffer bytes) {
        return Dialogue.success();
    }

    @Override
    public Step closed() {
        return Dialogue.success();
    }

    @Override
    public String awaited() {
        return "the connection";
    }
}

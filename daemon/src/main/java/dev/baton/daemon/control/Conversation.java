package dev.baton.daemon.control;

import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One client: its request as far as it has come, and its answer as far as it has not been read.
///
/// Requests are answered one after the other; while an answer is being read nothing is taken from the client.
final class Conversation {
    private final SocketChannel channel;
    private final ControlBounds bounds;
    private final ByteBuffer request;
    private ByteBuffer answer = ByteBuffer.allocate(0);
    private boolean ending;
    private Tick deadline;

    Conversation(SocketChannel channel, ControlBounds bounds) {
        this.channel = channel;
        this.bounds = bounds;
        this.request = ByteBuffer.allocate(bounds.requestBytes());
        this.deadline = MonotonicClock.now().plus(bounds.patience());
    }

    /// Goes on as far as it can without waiting.
    ///
    /// @param room for the answers, in bytes
    /// @return what it waits for next, [SelectionKey#OP_READ] or [SelectionKey#OP_WRITE]; 0 if it is over
    int proceed(Answers answers, long room) throws IOException {
        if (!answer.hasRemaining()) {
            int read = channel.read(request);
            answerNext(answers, room);
            ending |= read < 0 && !answer.hasRemaining();
        }
        while (answer.hasRemaining()) {
            channel.write(answer);
            if (answer.hasRemaining()) {
                return SelectionKey.OP_WRITE;
            }
            deadline = MonotonicClock.now().plus(bounds.patience());
            answerNext(answers, room);
        }
        return ending ? 0 : SelectionKey.OP_READ;
    }

    private void answerNext(Answers answers, long room) {
        int length = lineLength();
        if (length >= 0) {
            String line = new String(request.array(), 0, length, StandardCharsets.UTF_8);
            request.flip().position(length + 1);
            request.compact();
            say(answers.to(line), room);
        } else if (!request.hasRemaining()) {
            request.clear();
            end("a request is one line of at most " + (bounds.requestBytes() - 1) + " bytes");
        }
    }

    private int lineLength() {
        for (int index = 0; index < request.position(); index++) {
            if (request.get(index) == '\n') {
                return index;
            }
        }
        return -1;
    }

    private void say(String text, long room) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > room) {
            end("busy: other clients do not read their answers");
        } else {
            answer = ByteBuffer.wrap(bytes);
            deadline = MonotonicClock.now().plus(bounds.patience());
        }
    }

    /// Says why, and that this was all.
    void end(String why) {
        answer = ByteBuffer.wrap(StatusAnswers.error(why).getBytes(StandardCharsets.UTF_8));
        ending = true;
    }

    /// When the client has waited too long, or has let us wait.
    Tick deadline() {
        return deadline;
    }

    int waitingBytes() {
        return answer.remaining();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // It is closed all the same.
        }
    }
}

package dev.baton.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// By a process of `nft` for each call.
record NftByProgram() implements NftCommands {
    @Override
    public String run(String commands) {
        try {
            Process process = new ProcessBuilder("nft", "-f", "-")
                    .redirectErrorStream(true)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(commands.getBytes(StandardCharsets.UTF_8));
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw NftCommands.refusal(answer);
            }
            return answer;
        } catch (IOException notThere) {
            throw new KernelException("run nft", Errno.ENOENT.number(), "", String.valueOf(notThere.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new KernelException("run nft", Errno.EINTR.number(), "");
        }
    }

    @Override
    public String means() {
        return "the program nft";
    }

    @Override
    public void close() {
        // A process for each call; nothing stays open.
    }
}

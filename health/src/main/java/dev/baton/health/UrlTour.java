package dev.baton.health;

/// Which of its pages a check asks for next. They are asked for in turn; one that failed is asked for until it
/// answers, and then all from the first.
final class UrlTour {
    private final int size;
    private int position;
    private boolean isRecovering;

    UrlTour(int size) {
        this.size = size;
    }

    int position() {
        return position;
    }

    /// True if with this success all pages have answered.
    boolean succeeded() {
        if (isRecovering && size > 1) {
            isRecovering = false;
            position = 0;
            return false;
        }
        isRecovering = false;
        position = (position + 1) % size;
        return position == 0;
    }

    /// The failure counts, not one that is tried again.
    void failed() {
        isRecovering = true;
    }
}

package dev.baton.it.lab;

/// What is done to the master of a [Pair], and how it is called where it is reported.
public enum Fault {
    POWER_OFF("power off") {
        @Override
        void happenTo(Peer master) {
            master.host().powerOff();
        }
    },
    LINK_DOWN("link down") {
        @Override
        void happenTo(Peer master) {
            master.host().unplug();
        }
    },
    CLEAN_STOP("clean stop") {
        @Override
        void happenTo(Peer master) {
            master.terminate();
        }
    },
    KILL("kill -9 of the daemon") {
        @Override
        void happenTo(Peer master) {
            master.kill();
        }
    };

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    abstract void happenTo(Peer master);

    @Override
    public String toString() {
        return words;
    }
}

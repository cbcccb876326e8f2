package dev.baton.vpc.demo;

/// The chapters of the story, in order.
enum Step {
    NETWORK("network", "building the tutorial's network"),
    FIRST_MASTER("ha1-master", "starting HA1 and waiting until it has the HaVip"),
    SECOND_BACKUP("ha2-backup", "starting HA2 and waiting until it stands by"),
    PAGE_BEFORE("page-before", "opening the EIP in a browser on the internet side"),
    POWER_OFF("ha1-power-off", "switching HA1 off"),
    TAKEOVER("ha2-master", "waiting until HA2 has the HaVip"),
    PAGE_AFTER("page-after", "opening the EIP again"),
    POWER_ON("ha1-power-on", "switching HA1 on again"),
    AFTERMATH("ha1-stays-backup", "watching for longer than the master-down time");

    private final String id;
    private final String doing;

    Step(String id, String doing) {
        this.id = id;
        this.doing = doing;
    }

    /// The step's name for programs.
    String id() {
        return id;
    }

    /// What goes on while it lasts.
    String doing() {
        return doing;
    }
}

package dev.baton.daemon.recording;

import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Event;

/// The bytes of a recording. All numbers are big-endian.
///
/// ```
/// file    = magic "BATONREC"  version u16  shape u32  frame…
/// frame   = length u32  body  crc32c(body) u32
/// body    = 'B' tick s64  seconds s64  nanos s32  VrrpSpec     the beginning; always the first
///         | 'E' tick s64  Event                               what the engine was told
///         | 'G' tick s64  lost s64                            events that were not kept up with
/// ```
///
/// A tick is CLOCK_MONOTONIC in nanoseconds; seconds and nanos are the time of day at the first tick. Records are
/// written as their components in their order ([RecordCodec]); `shape` changes
/// when they do.
final class Format {
    static final long MAGIC = 0x4241_544f_4e52_4543L;
    static final int VERSION = 1;
    static final int BODY_MAX = 64 << 20;
    static final byte BEGINNING = 'B';
    static final byte EVENT = 'E';
    static final byte GAP = 'G';
    static final int SPEC_TYPE = 0;
    static final int EVENT_TYPE = 1;

    private Format() {}

    static RecordCodec codec() {
        return new RecordCodec(VrrpSpec.class, Event.class);
    }
}

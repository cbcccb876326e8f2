package dev.baton.linux;

import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult.Cause;

/// What the error numbers of IPVS mean, which depends on what was asked.
final class IpvsRefusal {
    private static final Errno ERANGE = new Errno(34);
    private static final Errno EPROTONOSUPPORT = new Errno(93);

    private IpvsRefusal() {}

    static Cause cause(Operation operation, Errno errno) {
        if (errno.equals(Errno.EEXIST)) {
            return Cause.EXISTS;
        }
        if (errno.equals(Errno.ESRCH)) {
            return operation instanceof Operation.StopSync ? Cause.UNKNOWN : Cause.NO_SERVICE;
        }
        if (errno.equals(Errno.ENOENT)) {
            return isOfService(operation) ? Cause.UNSUPPORTED : Cause.UNKNOWN;
        }
        if (errno.equals(Errno.EINVAL) || errno.equals(ERANGE)) {
            return Cause.INVALID;
        }
        boolean unsupported =
                errno.equals(Errno.EOPNOTSUPP) || errno.equals(Errno.EAFNOSUPPORT) || errno.equals(EPROTONOSUPPORT);
        return unsupported ? Cause.UNSUPPORTED : Cause.FAILED;
    }

    /// A service itself is never unknown for want of an entry: then its scheduler or engine is missing.
    private static boolean isOfService(Operation operation) {
        return operation instanceof Operation.AddService || operation instanceof Operation.EditService;
    }

    /// What was tried, on what, and why not.
    static String sentence(Operation operation, Errno errno, String explanation) {
        String why = explanation;
        if (errno.equals(Errno.ENOENT) && isOfService(operation)) {
            why = "the kernel has no such scheduler or persistence engine, and could not load one";
        }
        return new KernelException(words(operation), errno.number(), object(operation), why).getMessage();
    }

    private static String words(Operation operation) {
        return switch (operation) {
            case Operation.AddService _ -> "add service";
            case Operation.EditService _ -> "change service";
            case Operation.RemoveService _ -> "remove service";
            case Operation.AddDestination _ -> "add server";
            case Operation.EditDestination _ -> "change server";
            case Operation.RemoveDestination _ -> "remove server";
            case Operation.StartSync _ -> "start sync daemon";
            case Operation.StopSync _ -> "stop sync daemon";
        };
    }

    private static String object(Operation operation) {
        return switch (operation) {
            case Operation.AddService add ->
                add.service().key() + " with scheduler " + add.service().scheduler();
            case Operation.EditService edit ->
                edit.service().key() + " with scheduler " + edit.service().scheduler();
            case Operation.RemoveService remove -> remove.service().toString();
            case Operation.AddDestination add -> add.destination().key() + " of " + add.service();
            case Operation.EditDestination edit -> edit.destination().key() + " of " + edit.service();
            case Operation.RemoveDestination remove -> remove.destination() + " of " + remove.service();
            case Operation.StartSync start ->
                start.daemon().role() + " on " + start.daemon().device();
            case Operation.StopSync stop -> stop.role().toString();
        };
    }
}

package dev.baton.vpc;

import java.util.Objects;
import java.util.concurrent.ExecutionException;

/// This machine did not do what the VPC needs: which operation failed, on what, and what was said.
public final class VpcException extends Exception {
    private static final long serialVersionUID = 1L;

    public VpcException(String operation, String answer) {
        super(answer.isBlank() ? operation : operation + ": " + answer.strip());
    }

    public VpcException(String operation, Throwable cause) {
        super(operation + ": " + cause.getMessage(), cause);
    }

    /// What another thread ran into, without the wrapping.
    public static VpcException of(String operation, ExecutionException e) {
        return new VpcException(operation, Objects.requireNonNullElse(e.getCause(), e));
    }
}

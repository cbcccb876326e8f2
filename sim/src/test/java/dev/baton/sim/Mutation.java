package dev.baton.sim;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.concurrent.atomic.AtomicInteger;

/// A deliberate error: one change of one method of the engine, made in its class file.
///
/// @param type simple name of the class in dev.baton.vrrp
/// @param meaning what is wrong then, for a person
record Mutation(String type, String method, Change change, String meaning) {
    /// What is changed.
    sealed interface Change {
        /// Calls of a method are left out; if they give something, it is nothing.
        record WithoutCall(String called) implements Change {}

        /// The n-th condition of the method means its opposite; counted from 0.
        record Inverted(int condition) implements Change {}

        /// The method does nothing but to return this.
        record Returns(boolean result) implements Change {}

        /// A number is another one.
        record OtherNumber(long before, long after) implements Change {}
    }

    /// The changed class.
    ///
    /// @throws IllegalStateException if there is nothing to be changed: the mutation fits no engine any more
    byte[] applyTo(byte[] classFile) {
        AtomicInteger changes = new AtomicInteger();
        ClassFile context = ClassFile.of();
        ClassModel model = context.parse(classFile);
        byte[] changed = context.transformClass(
                model,
                ClassTransform.transformingMethodBodies(
                        each -> each.methodName().equalsString(method), transform(changes)));
        if (changes.get() == 0) {
            throw new IllegalStateException(type + "." + method + " has nothing to which this applies: " + change);
        }
        return changed;
    }

    private CodeTransform transform(AtomicInteger changes) {
        return switch (change) {
            case Change.WithoutCall(String called) -> (code, element) -> leaveOut(called, changes, code, element);
            case Change.Inverted(int condition) -> CodeTransform.ofStateful(() -> inverting(condition, changes));
            case Change.Returns(boolean result) -> CodeTransform.ofStateful(() -> returning(result, changes));
            case Change.OtherNumber(long before, long after) ->
                (code, element) -> {
                    if (element instanceof ConstantInstruction constant
                            && constant.constantValue() instanceof Number number
                            && number.longValue() == before) {
                        changes.incrementAndGet();
                        if (constant.typeKind() == TypeKind.LONG) {
                            code.loadConstant(after);
                        } else {
                            code.loadConstant((int) after);
                        }
                    } else {
                        code.with(element);
                    }
                };
        };
    }

    private static void leaveOut(String called, AtomicInteger changes, CodeBuilder code, CodeElement element) {
        if (!(element instanceof InvokeInstruction call) || !call.name().equalsString(called)) {
            code.with(element);
            return;
        }
        changes.incrementAndGet();
        for (ClassDesc parameter : call.typeSymbol().parameterList().reversed()) {
            pop(code, parameter);
        }
        if (call.opcode() != Opcode.INVOKESTATIC) {
            code.pop();
        }
        ClassDesc result = call.typeSymbol().returnType();
        if (result.equals(ConstantDescs.CD_boolean) || result.equals(ConstantDescs.CD_int)) {
            code.iconst_0();
        } else if (result.equals(ConstantDescs.CD_long)) {
            code.lconst_0();
        } else if (!result.equals(ConstantDescs.CD_void)) {
            code.aconst_null();
        }
    }

    private static void pop(CodeBuilder code, ClassDesc type) {
        if (TypeKind.from(type).slotSize() == 2) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    private static CodeTransform inverting(int condition, AtomicInteger changes) {
        AtomicInteger seen = new AtomicInteger();
        return (code, element) -> {
            boolean isCondition = element instanceof BranchInstruction branch
                    && branch.opcode() != Opcode.GOTO
                    && branch.opcode() != Opcode.GOTO_W;
            if (isCondition && seen.getAndIncrement() == condition) {
                BranchInstruction branch = (BranchInstruction) element;
                changes.incrementAndGet();
                code.branch(opposite(branch.opcode()), branch.target());
            } else {
                code.with(element);
            }
        };
    }

    private static Opcode opposite(Opcode opcode) {
        return switch (opcode) {
            case IFEQ -> Opcode.IFNE;
            case IFNE -> Opcode.IFEQ;
            case IFLT -> Opcode.IFGE;
            case IFGE -> Opcode.IFLT;
            case IFGT -> Opcode.IFLE;
            case IFLE -> Opcode.IFGT;
            case IF_ICMPEQ -> Opcode.IF_ICMPNE;
            case IF_ICMPNE -> Opcode.IF_ICMPEQ;
            case IF_ICMPLT -> Opcode.IF_ICMPGE;
            case IF_ICMPGE -> Opcode.IF_ICMPLT;
            case IF_ICMPGT -> Opcode.IF_ICMPLE;
            case IF_ICMPLE -> Opcode.IF_ICMPGT;
            case IF_ACMPEQ -> Opcode.IF_ACMPNE;
            case IF_ACMPNE -> Opcode.IF_ACMPEQ;
            case IFNULL -> Opcode.IFNONNULL;
            case IFNONNULL -> Opcode.IFNULL;
            default -> throw new IllegalArgumentException(opcode + " is no condition");
        };
    }

    /// The rest of the body becomes unreachable and is left out.
    private static CodeTransform returning(boolean result, AtomicInteger changes) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                changes.incrementAndGet();
                code.loadConstant(result ? 1 : 0).ireturn();
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                // Left out.
            }
        };
    }
}

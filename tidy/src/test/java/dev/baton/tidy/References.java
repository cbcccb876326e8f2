package dev.baton.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// What a class file refers to, read from its constant pool: `java/lang/System.nanoTime`, `java/nio/file/Files`.
final class References {
    private References() {}

    static Set<String> of(Path classFile) {
        try {
            ClassModel model = ClassFile.of().parse(classFile);
            Set<String> references = new TreeSet<>();
            for (PoolEntry entry : model.constantPool()) {
                switch (entry) {
                    case ClassEntry type -> references.add(type.asInternalName());
                    case MemberRefEntry member ->
                        references.add(member.owner().asInternalName() + "."
                                + member.name().stringValue());
                    default -> {}
                }
            }
            return references;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

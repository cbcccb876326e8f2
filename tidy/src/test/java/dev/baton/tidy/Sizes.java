package dev.baton.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Method lengths of Java sources, from the compiler's own tree: from the signature to the closing brace.
final class Sizes {
    /// One method's length in lines.
    record Method(Path file, String name, int lines) {}

    private Sizes() {}

    static List<Method> methods(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Method> methods = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, problem -> {}, null, null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(scanner(unit, positions, methods), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return methods;
    }

    private static TreeScanner<Void, Void> scanner(
            CompilationUnitTree unit, SourcePositions positions, List<Method> found) {
        LineMap lines = unit.getLineMap();
        Path file = Path.of(unit.getSourceFile().toUri());
        return new TreeScanner<>() {
            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                if (method.getBody() != null) {
                    long from = positions.getStartPosition(unit, method.getBody());
                    long to = positions.getEndPosition(unit, method);
                    int length = (int) (lines.getLineNumber(to) - lines.getLineNumber(from) + 1);
                    found.add(new Method(file, method.getName().toString(), length));
                }
                return super.visitMethod(method, null);
            }
        };
    }
}

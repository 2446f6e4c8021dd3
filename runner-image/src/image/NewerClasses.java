import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives a jar's classes the format of Java 8, with the types at each jump that the verifier wants
 * since then: the AOT cache takes no older ones, and a third of a run would be reading them.
 *
 * <p>Argument: the jar, which is changed.
 */
class NewerClasses {
  private static final String CHANGES =
      "Schemagate's image build has written the classes anew, in the format of Java 8.\n";

  public static void main(String[] arguments) throws IOException {
    try (var jar = FileSystems.newFileSystem(Path.of(arguments[0]));
        var files = Files.walk(jar.getPath("/"))) {
      var format =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(hierarchy(jar)));
      // Its licence asks that changed files say so.
      Files.writeString(jar.getPath("/META-INF/CHANGES"), CHANGES);
      for (var file : files.filter(NewerClasses::isClass).toList()) {
        var old = format.parse(Files.readAllBytes(file));
        if (old.majorVersion() < ClassFile.JAVA_8_VERSION) {
          Files.write(file, format.build(old.thisClass().asSymbol(), next -> rewrite(old, next)));
        }
      }
    }
  }

  private static void rewrite(ClassModel old, ClassBuilder next) {
    next.withVersion(ClassFile.JAVA_8_VERSION, 0);
    old.elementStream().filter(e -> !(e instanceof ClassFileVersion)).forEach(next::with);
  }

  private static boolean isClass(Path file) {
    return file.toString().endsWith(".class") && !file.endsWith("module-info.class");
  }

  private static ClassHierarchyResolver hierarchy(FileSystem jar) {
    return ClassHierarchyResolver.ofResourceParsing(
            type -> {
              var name = type.descriptorString();
              var file = jar.getPath("/" + name.substring(1, name.length() - 1) + ".class");
              try {
                return Files.exists(file) ? Files.newInputStream(file) : null;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse(ClassHierarchyResolver.defaultResolver());
  }
}

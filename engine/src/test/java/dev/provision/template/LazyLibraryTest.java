package dev.provision.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A playbook without expressions does not pay for the template library. */
class LazyLibraryTest {
  /** Evaluates one scalar; instantiated inside a class loader that has no template library. */
  static final class Evaluation implements UnaryOperator<String> {
    Evaluation() {}

    @Override
    public String apply(String yaml) {
      var variables = Variables.of(Map.of()).with("x", 1);
      return EvaluatorTest.shown(EvaluatorTest.evaluate(yaml, variables).get());
    }
  }

  /** Loads our classes itself, so that what they need is asked of it. */
  private static final class WithoutLibrary extends ClassLoader {
    WithoutLibrary(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("freemarker.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.provision.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void leavesTheLibraryAloneWithoutAnExpression() throws ReflectiveOperationException {
    UnaryOperator<String> evaluation = evaluationWithoutLibrary();
    assertThat(evaluation.apply("{a: plain, b: '$${x}', c: [1, '{y}']}"))
        .isEqualTo("{a: plain, b: '${x}', c: [1, '{y}']}");
    assertThatThrownBy(() -> evaluation.apply("${x}")).isInstanceOf(NoClassDefFoundError.class);
  }

  @SuppressWarnings("unchecked")
  private static UnaryOperator<String> evaluationWithoutLibrary()
      throws ReflectiveOperationException {
    ClassLoader loader = new WithoutLibrary(LazyLibraryTest.class.getClassLoader());
    Class<?> type = Class.forName(Evaluation.class.getName(), true, loader);
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return (UnaryOperator<String>) constructor.newInstance();
  }
}

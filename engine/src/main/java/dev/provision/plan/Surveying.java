package dev.provision.plan;

import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import dev.provision.spi.Right;
import dev.provision.spi.Survey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what a command needs. A failure says what could not be read, and on which server. */
public final class Surveying {
  private Surveying() {}

  /**
   * Reads for all declarations of a play.
   *
   * @throws ModuleException could not read the folders and instances of `ci` on vc.lab.local:
   *     reason
   */
  public static <R> R of(Work<?, R, ?> work, ReadSession<R> session)
      throws ModuleException, InterruptedException {
    List<Declaration<?>> declarations = new ArrayList<>();
    work.nodes().forEach(node -> declarations.add(node.declaration()));
    return of(work, session, new Survey(work.environment(), declarations));
  }

  static <R> R of(Work<?, R, ?> work, ReadSession<R> session, Survey what)
      throws ModuleException, InterruptedException {
    try {
      return session.survey(what);
    } catch (ModuleException e) {
      throw failed(work, what.environment(), what.declarations(), session.target(), e);
    }
  }

  /**
   * Asks what the account may do.
   *
   * @throws ModuleException could not read the privileges of `ci` on vc.lab.local: reason
   */
  static <R> Set<Right> lacking(
      EnvironmentId environment, ReadSession<R> session, Set<Right> rights, R read)
      throws ModuleException, InterruptedException {
    try {
      return session.lacking(rights, read);
    } catch (ModuleException e) {
      throw e.kind() == ModuleException.Kind.CANCELLED
          ? e
          : e.saying(
              "could not read the privileges of `%s` on %s: %s"
                  .formatted(environment, session.target(), e.getMessage()));
    }
  }

  /** Adds to a failure what was being read; not when it was cancelled or already says so. */
  private static ModuleException failed(
      Work<?, ?, ?> work,
      EnvironmentId environment,
      List<Declaration<?>> declared,
      String target,
      ModuleException why) {
    if (why.kind() == ModuleException.Kind.CANCELLED || !why.mistakes().isEmpty()) {
      return why;
    }
    Set<String> sections = new LinkedHashSet<>();
    work.provider()
        .kinds()
        .forEach(
            kind -> {
              if (declared.stream().anyMatch(d -> d.address().kind().equals(kind.info().kind()))) {
                sections.add(kind.info().section());
              }
            });
    return why.saying(
        "could not read %s of `%s` on %s: %s"
            .formatted(words(List.copyOf(sections)), environment, target, why.getMessage()));
  }

  /** {@code the folders, images and instances}. */
  private static String words(List<String> sections) {
    if (sections.isEmpty()) {
      return "the resources";
    }
    int last = sections.size() - 1;
    String before = String.join(", ", sections.subList(0, last));
    String words = before.isEmpty() ? sections.get(0) : before + " and " + sections.get(last);
    return "the " + words.replace('_', ' ');
  }
}

package dev.provision.spi;

import dev.provision.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The server or the world refused something. The message is the bare reason, in the server's words
 * if it gave one; the engine adds which action on which object failed.
 */
public final class ModuleException extends Exception {
  private static final long serialVersionUID = 1L;

  /** How the engine may react. */
  public enum Kind {
    /** A retry would be refused again. */
    REFUSED,
    /** A retry may succeed; the engine starts again from observe. */
    TRANSIENT,
    /** The object changed since it was read; the engine starts again from observe. */
    STALE,
    /**
     * Another product is using the object, for example a backup that reads it. The engine starts
     * again from observe until a deadline. The reason names the product.
     */
    HELD,
    /**
     * Another run has the environment's lease: nothing more is written, and the exit code is 75.
     */
    LEASED,
    /** The server cannot be reached or the login is gone: the run ends with exit code 69. */
    UNREACHABLE,
    /** The run was cancelled during this call. */
    CANCELLED
  }

  /**
   * A permission that the account lacks.
   *
   * @param privilege its ID, {@code VirtualMachine.Provisioning.Clone}; empty when the server did
   *     not name it
   * @param object the inventory path of the object where the permission is missing; empty when
   *     unknown
   */
  public record Denial(Optional<String> privilege, Optional<String> object) {
    public Denial {
      Objects.requireNonNull(privilege);
      Objects.requireNonNull(object);
    }
  }

  private final Kind kind;
  private final transient List<Diagnostic> mistakes;
  private final transient Optional<Denial> denial;
  private final String advice;

  public ModuleException(Kind kind, String reason, Throwable cause) {
    this(kind, reason, List.of(), Optional.empty(), "", cause);
  }

  private ModuleException(
      Kind kind,
      String reason,
      List<Diagnostic> mistakes,
      Optional<Denial> denial,
      String advice,
      Throwable cause) {
    super(Objects.requireNonNull(reason), cause);
    this.kind = Objects.requireNonNull(kind);
    this.mistakes = List.copyOf(mistakes);
    this.denial = Objects.requireNonNull(denial);
    this.advice = Objects.requireNonNull(advice);
  }

  /** A file that the user wrote could not be opened because it has mistakes. */
  public static ModuleException mistaken(String reason, List<Diagnostic> mistakes) {
    return new ModuleException(Kind.REFUSED, reason, mistakes, Optional.empty(), "", null);
  }

  public static ModuleException refused(String reason) {
    return new ModuleException(Kind.REFUSED, reason, null);
  }

  /** The same exception with another message. */
  public ModuleException saying(String words) {
    return new ModuleException(kind, words, mistakes, denial, advice, getCause());
  }

  /** The same exception of another kind, so that the engine reacts differently. */
  public ModuleException as(Kind other) {
    return new ModuleException(other, getMessage(), mistakes, denial, advice, getCause());
  }

  /** The same exception, caused by a permission that the account lacks. */
  public ModuleException denied(Denial what) {
    return new ModuleException(kind, getMessage(), mistakes, Optional.of(what), advice, getCause());
  }

  /** The same exception with advice: a clause in lower case without a full stop. */
  public ModuleException advising(String what) {
    return new ModuleException(kind, getMessage(), mistakes, denial, what, getCause());
  }

  /** The permission that the account lacks; empty when the cause is another. */
  public Optional<Denial> denial() {
    return denial;
  }

  /** What the user can do; empty when there is no advice. */
  public String advice() {
    return advice;
  }

  /** The reason and the advice on one line. */
  public String withAdvice() {
    return advice.isEmpty() ? getMessage() : getMessage() + "; " + advice;
  }

  /** Mistakes of the user with their positions; empty for most exceptions. */
  public List<Diagnostic> mistakes() {
    return mistakes;
  }

  public Kind kind() {
    return kind;
  }
}

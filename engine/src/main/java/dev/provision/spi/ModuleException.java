package dev.provision.spi;

import dev.provision.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The world's refusal. The message is the reason alone, in the server's words where it gave some;
 * the engine says which verb on which thing failed.
 */
public final class ModuleException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the engine may do about it. */
  public enum Kind {
    /** It was refused and will be again. */
    REFUSED,
    /** It may go through later; the engine goes round again from observe. */
    TRANSIENT,
    /** The thing changed since it was read; the engine goes round again from observe. */
    STALE,
    /**
     * Another product has its hand on it, as a backup that reads it: the engine goes round again
     * from observe until a deadline. The reason names who it is.
     */
    HELD,
    /** Nothing can be reached or nobody is logged in: the run ends with exit code 69. */
    UNREACHABLE,
    /** The run was cancelled while this was under way. */
    CANCELLED
  }

  /**
   * The permission that the account lacks.
   *
   * @param privilege its id, {@code VirtualMachine.Provisioning.Clone}; empty where the server did
   *     not say
   * @param object the inventory path of the object that it is needed on; empty where that is not
   *     known
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

  /** What was to be opened is a file that the user wrote, and there are mistakes in it. */
  public static ModuleException mistaken(String reason, List<Diagnostic> mistakes) {
    return new ModuleException(Kind.REFUSED, reason, mistakes, Optional.empty(), "", null);
  }

  public static ModuleException refused(String reason) {
    return new ModuleException(Kind.REFUSED, reason, null);
  }

  /** The same in other words. */
  public ModuleException saying(String words) {
    return new ModuleException(kind, words, mistakes, denial, advice, getCause());
  }

  /** The same, of which the engine is to make something else. */
  public ModuleException as(Kind other) {
    return new ModuleException(other, getMessage(), mistakes, denial, advice, getCause());
  }

  /** The same because of a permission that the account lacks. */
  public ModuleException denied(Denial what) {
    return new ModuleException(kind, getMessage(), mistakes, Optional.of(what), advice, getCause());
  }

  /** The same with what to do about it: a clause in lower case without a full stop. */
  public ModuleException advising(String what) {
    return new ModuleException(kind, getMessage(), mistakes, denial, what, getCause());
  }

  /** The permission that the account lacks; empty where something else is the reason. */
  public Optional<Denial> denial() {
    return denial;
  }

  /** What to do about it; empty where nobody knows. */
  public String advice() {
    return advice;
  }

  /** The reason and what to do about it, on one line. */
  public String withAdvice() {
    return advice.isEmpty() ? getMessage() : getMessage() + "; " + advice;
  }

  /** Mistakes of the user's, with their places; empty for most. */
  public List<Diagnostic> mistakes() {
    return mistakes;
  }

  public Kind kind() {
    return kind;
  }
}

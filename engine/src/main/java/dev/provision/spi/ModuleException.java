package dev.provision.spi;

import dev.provision.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;

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

  private final Kind kind;
  private final transient List<Diagnostic> mistakes;

  public ModuleException(Kind kind, String reason, Throwable cause) {
    this(kind, reason, List.of(), cause);
  }

  private ModuleException(Kind kind, String reason, List<Diagnostic> mistakes, Throwable cause) {
    super(Objects.requireNonNull(reason), cause);
    this.kind = Objects.requireNonNull(kind);
    this.mistakes = List.copyOf(mistakes);
  }

  /** What was to be opened is a file that the user wrote, and there are mistakes in it. */
  public static ModuleException mistaken(String reason, List<Diagnostic> mistakes) {
    return new ModuleException(Kind.REFUSED, reason, mistakes, null);
  }

  public static ModuleException refused(String reason) {
    return new ModuleException(Kind.REFUSED, reason, null);
  }

  /** Mistakes of the user's, with their places; empty for most. */
  public List<Diagnostic> mistakes() {
    return mistakes;
  }

  public Kind kind() {
    return kind;
  }
}

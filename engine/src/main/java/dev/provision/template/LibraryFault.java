package dev.provision.template;

/**
 * Tells an undeclared exception of the template library from a bug of ours; the former is a mistake
 * in what the user wrote. For example, {@code <#return>} outside of a function ends in a {@link
 * RuntimeException} of the library.
 */
final class LibraryFault {
  private LibraryFault() {}

  /**
   * Whether the library threw it: its class is the library's, or the library's code is nearer to
   * the throw than ours.
   */
  static boolean is(RuntimeException e) {
    if (e.getClass().getName().startsWith("freemarker.")) {
      return true;
    }
    for (StackTraceElement each : e.getStackTrace()) {
      String name = each.getClassName();
      if (name.startsWith("freemarker.")) {
        return true;
      }
      if (name.startsWith("dev.provision.")) {
        return false;
      }
    }
    return false;
  }

  /** The message about it, without the library's words. */
  static String message(RuntimeException e, String what) {
    return "the template library cannot work out this "
        + what
        + " ("
        + e.getClass().getSimpleName()
        + ")";
  }
}

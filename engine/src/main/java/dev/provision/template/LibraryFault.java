package dev.provision.template;

/**
 * Tells what the template library lets through beside its declared exceptions from a fault of ours:
 * the former is a mistake in what the user wrote. {@code <#return>} outside of a function, for one,
 * ends in a {@link RuntimeException} of the library's own.
 */
final class LibraryFault {
  private LibraryFault() {}

  /** Whether the first code outside of the JDK that saw it is the library's. */
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

  /** What is said of it, without the library's words. */
  static String message(RuntimeException e, String what) {
    return "the template library cannot work out this "
        + what
        + " ("
        + e.getClass().getSimpleName()
        + ")";
  }
}

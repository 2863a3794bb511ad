package dev.provision.schema;

import java.util.Optional;

/**
 * What a server that keeps to the schema refuses in a request.
 *
 * @param method on the wire, or the root of what is no request
 * @param path of the element, below the method
 * @param missing what {@link Rule#REQUIRED} does not find
 */
public record Violation(
    Rule rule, String method, String path, String text, Optional<Missing> missing) {
  /**
   * An element that is not there.
   *
   * @param type of the data object that requires it; empty for a method's parameter
   */
  public record Missing(String element, String type) {}

  /** What the schema wants. */
  public enum Rule {
    /** A method that there is. */
    METHOD,
    /** An object that has the method. */
    RECEIVER,
    /** Only elements that the type has. */
    ELEMENT,
    /** Elements in the order of the schema, those of the base first. */
    ORDER,
    /** Only lists have an element more than once. */
    ONCE,
    /** What is not optional is there. */
    REQUIRED,
    /** An {@code xsi:type} that there is, and that may stand here. */
    TYPE,
    /** A text that is a value of the type. */
    VALUE,
    /** A reference that says the type of its object, which may stand here. */
    REFERENCE,
    /** A property that objects of this type have in the version that was asked for. */
    PROPERTY,
    /** Nothing that came after the version that was asked for. */
    NEWER
  }

  /** The same in another method. */
  Violation of(String other) {
    return new Violation(rule, other, path, text, missing);
  }

  @Override
  public String toString() {
    return rule + ": " + method + (path.isEmpty() ? "" : " " + path) + ": " + text;
  }
}

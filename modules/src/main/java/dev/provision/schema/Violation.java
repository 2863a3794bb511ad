package dev.provision.schema;

/**
 * What a server that keeps to the schema refuses in a request.
 *
 * @param method on the wire, or the root of what is no request
 * @param path of the element, below the method
 */
public record Violation(Rule rule, String method, String path, String text) {
  /** What the schema wants. */
  public enum Rule {
    /** A method that there is, on an object that has it. */
    METHOD,
    /** No element that the type has not. */
    ELEMENT,
    /** Elements in the order of the schema, those of the base first. */
    ORDER,
    /** One element where no list is. */
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
    /** Nothing that is newer than the version which was asked for. */
    NEWER
  }

  /** The same in another method. */
  Violation of(String other) {
    return new Violation(rule, other, path, text);
  }

  @Override
  public String toString() {
    return rule + ": " + method + (path.isEmpty() ? "" : " " + path) + ": " + text;
  }
}

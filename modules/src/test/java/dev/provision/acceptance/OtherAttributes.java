package dev.provision.acceptance;

import java.util.Map;

/** Custom attributes in another client than ours. */
public interface OtherAttributes {
  /** The types by name, {@code global} for all; without our own attribute. */
  Map<String, String> types();

  /**
   * @param type as in {@link #types}
   */
  void define(String name, String type);

  void rename(String name, String to);

  void set(String path, String name, String value);

  /** The values of an object by name; without our own attribute, and without empty ones. */
  Map<String, String> values(String path);
}

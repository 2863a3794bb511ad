package dev.provision.acceptance;

import java.util.List;
import java.util.Map;

/** Tags of vCenter as another client has them. */
interface OtherTags {
  /** The descriptions of all tags, {@code tier/gold}, without marks of ours. */
  Map<String, String> all();

  /** The cardinality and the types of all categories, {@code SINGLE Datastore VirtualMachine}. */
  Map<String, String> categories();

  void category(String name, String description, String cardinality, String... types);

  void tag(String category, String name, String description);

  void rename(String category, String name, String to);

  void attach(String category, String name, String path);

  void detach(String category, String name, String path);

  /** The names of the tags of an object, without their categories, sorted. */
  List<String> on(String path);

  /** A description without the mark behind it. */
  static String text(String description) {
    return description.replaceFirst(" ?\\[provision: .*", "");
  }
}

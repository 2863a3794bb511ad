package dev.provision.lab;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that is there.
 *
 * @param environment of its mark; empty when it has none
 * @param address of its mark
 * @param path that the mark was written for; another than its own on a copy
 * @param readyIn how many reads it takes until it is ready
 */
public record Thing(
    String path,
    String environment,
    String address,
    String markedPath,
    boolean adopted,
    boolean protect,
    Map<String, String> fields,
    List<String> uses,
    int readyIn) {
  public Thing {
    fields = new TreeMap<>(fields);
    uses = List.copyOf(uses);
  }

  public static Thing foreign(String path, Map<String, String> fields) {
    return new Thing(path, "", "", "", false, false, fields, List.of(), 0);
  }

  public static Thing owned(String path, String address, Map<String, String> fields) {
    return new Thing(path, "lab", address, path, false, false, fields, List.of(), 0);
  }

  public Thing marked(String owner, String by, boolean adoption) {
    return new Thing(path, owner, by, path, adoption, protect, fields, uses, readyIn);
  }

  public Thing withFields(Map<String, String> other) {
    return new Thing(
        path, environment, address, markedPath, adopted, protect, other, uses, readyIn);
  }

  public Thing withProtect() {
    return new Thing(path, environment, address, markedPath, adopted, true, fields, uses, readyIn);
  }

  public Thing withUses(String... others) {
    return new Thing(
        path, environment, address, markedPath, adopted, protect, fields, List.of(others), readyIn);
  }

  public Thing withReadyIn(int reads) {
    return new Thing(path, environment, address, markedPath, adopted, protect, fields, uses, reads);
  }

  public Thing copiedTo(String other) {
    return new Thing(
        other, environment, address, markedPath, adopted, protect, fields, uses, readyIn);
  }
}

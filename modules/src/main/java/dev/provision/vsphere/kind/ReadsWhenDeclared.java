package dev.provision.vsphere.kind;

import java.util.Map;
import java.util.Set;

/**
 * A kind that reads properties of many objects, too many to read when no such resource is declared:
 * the port groups of every host.
 */
public interface ReadsWhenDeclared<S extends Record> {
  /** By wire name of the type, for one declaration; of every object of the type. */
  Map<String, Set<String>> declaredProperties(S spec);
}

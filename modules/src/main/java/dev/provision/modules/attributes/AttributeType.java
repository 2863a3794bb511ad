package dev.provision.modules.attributes;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.schema.Written;
import dev.provision.vsphere.inventory.ManagedTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The type of the objects that an attribute is for, in the API's word.
 *
 * @param word {@code VirtualMachine}, or {@code global} for all
 */
@Written(one = AttributeType.WORDS, many = "types of objects")
public record AttributeType(String word) {
  static final String WORDS = "a type of objects, as in VirtualMachine, or global";

  private static final String GLOBAL = "global";

  /**
   * @throws IllegalArgumentException for a word that is none
   */
  public AttributeType {
    List<String> known = new ArrayList<>(List.of(GLOBAL));
    ManagedTypes.VIEWED.forEach(type -> known.addAll(ManagedTypes.withSubtypes(type)));
    if (!known.contains(word)) {
      throw new IllegalArgumentException(
          "expected " + WORDS + ", found `" + word + "`" + DidYouMean.suffix(word, known));
    }
  }

  /** As the playbook writes it. */
  static String word(Optional<String> managed) {
    return managed.orElse(GLOBAL);
  }

  /** As {@code CustomFieldDef.managedObjectType} has it; empty for all. */
  Optional<String> managed() {
    return word.equals(GLOBAL) ? Optional.empty() : Optional.of(word);
  }
}

package dev.provision.modules.images.declaration;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The NIC models that Nova's vmwareapi driver accepts in {@code hw_vif_model} ({@code vm_util.py}),
 * and the playbook's word for each. Models of other hypervisors, such as virtio, are not among
 * them.
 */
final class VifModel {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("e1000", "e1000"),
          Map.entry("virtuale1000", "e1000"),
          Map.entry("e1000e", "e1000e"),
          Map.entry("virtuale1000e", "e1000e"),
          Map.entry("pcnet", "pcnet32"),
          Map.entry("virtualpcnet32", "pcnet32"),
          Map.entry("sriov", "sriov"),
          Map.entry("virtualsriovethernetcard", "sriov"),
          Map.entry("vmxnet", "vmxnet"),
          Map.entry("virtualvmxnet", "vmxnet"),
          Map.entry("vmxnet3", "vmxnet3"),
          Map.entry("virtualvmxnet3", "vmxnet3"));

  private VifModel() {}

  /** The playbook's word by Nova's word or the name of the class, in upper or lower case. */
  static Optional<String> word(String model) {
    return Optional.ofNullable(WORDS.get(model.toLowerCase(Locale.ROOT)));
  }
}

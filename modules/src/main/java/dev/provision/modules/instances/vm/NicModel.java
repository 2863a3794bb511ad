package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualE1000;
import com.vmware.vim25.VirtualE1000e;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualPCNet32;
import com.vmware.vim25.VirtualSriovEthernetCard;
import com.vmware.vim25.VirtualVmxnet;
import com.vmware.vim25.VirtualVmxnet2;
import com.vmware.vim25.VirtualVmxnet3;
import dev.provision.vsphere.newer.VirtualVmxnet3Vrdma;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The model of a NIC and its vim25 class. Nova's words for {@code hw_vif_model} are accepted too:
 * {@code pcnet}, and the names of the classes.
 */
public enum NicModel {
  VMXNET3(VirtualVmxnet3.class, VirtualVmxnet3::new),
  VMXNET2(VirtualVmxnet2.class, VirtualVmxnet2::new),
  VMXNET(VirtualVmxnet.class, VirtualVmxnet::new),
  E1000(VirtualE1000.class, VirtualE1000::new),
  E1000E(VirtualE1000e.class, VirtualE1000e::new),
  PCNET32(VirtualPCNet32.class, VirtualPCNet32::new),
  SRIOV(VirtualSriovEthernetCard.class, VirtualSriovEthernetCard::new),
  /** Since vSphere 6.5, with hardware version 13, on a distributed port group. */
  PVRDMA(VirtualVmxnet3Vrdma.class, VirtualVmxnet3Vrdma::new);

  /** The model if neither the NIC nor the image says one. */
  public static final NicModel DEFAULT = VMXNET3;

  /** Values of {@code hw_vif_model} that Glance accepts but that are for other hypervisors. */
  private static final Set<String> OTHER_HYPERVISORS =
      Set.of("virtio", "rtl8139", "igb", "ne2k_pci", "lan9118", "netfront", "spapr-vlan");

  private final Class<? extends VirtualEthernetCard> type;
  private final Supplier<VirtualEthernetCard> make;

  NicModel(Class<? extends VirtualEthernetCard> type, Supplier<VirtualEthernetCard> make) {
    this.type = type;
    this.make = make;
  }

  /** As the playbook writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a playbook's word or Nova's.
   *
   * @throws IllegalArgumentException saying what was wanted
   */
  public static NicModel parse(String written) {
    String plain = written.strip().toLowerCase(Locale.ROOT);
    for (NicModel model : values()) {
      if (model.word().equals(plain)
          || model.type.getSimpleName().toLowerCase(Locale.ROOT).equals(plain)) {
        return model;
      }
    }
    if (plain.equals("pcnet")) {
      return PCNET32;
    }
    String expected = Arrays.stream(values()).map(NicModel::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        OTHER_HYPERVISORS.contains(plain)
            ? "`"
                + written
                + "` is a NIC of other hypervisors, and no ESXi host has it: expected one of "
                + expected
            : "`" + written + "` is no model of a NIC: expected one of " + expected);
  }

  /** The playbook's word for a device; the name of its class if there is no word. */
  public static String wordOf(VirtualEthernetCard card) {
    for (NicModel model : values()) {
      if (model.type == card.getClass()) {
        return model.word();
      }
    }
    return card.getClass().getSimpleName();
  }

  /** An empty device of the class that a word of {@link #wordOf} stands for. */
  static VirtualEthernetCard device(String word) {
    for (NicModel model : values()) {
      if (model.word().equals(word)) {
        return model.make.get();
      }
    }
    return new VirtualEthernetCard();
  }

  /** Whether such a card cannot be added or removed while the VM runs. */
  public static boolean isCold(String word) {
    return word.equals(SRIOV.word()) || word.equals(PVRDMA.word());
  }
}
